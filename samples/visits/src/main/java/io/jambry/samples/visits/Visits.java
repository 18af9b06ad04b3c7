// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.visits;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serial;
import java.io.Serializable;

/** How often a client came. It changes in place, and nobody sets it as an attribute. Thread-safe. */
@SessionScoped
public class Visits implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private int count;

    /** One more. */
    public synchronized int next() {
        return ++count;
    }
}
