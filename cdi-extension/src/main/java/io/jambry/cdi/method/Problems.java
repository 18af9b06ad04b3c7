// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong. Confined to one thread. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void error(String message) {
        found.add(Problem.error(message));
    }

    void warn(String message) {
        found.add(Problem.warning(message));
    }

    void complain(Complaint complaint, String message, String setting) {
        if (complaint == Complaint.ERROR) {
            error(message);
        } else if (complaint == Complaint.WARN) {
            warn(message + " (" + setting + " = ignore, warn or error)");
        }
    }

    List<Problem> found() {
        return List.copyOf(found);
    }
}
