// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a commit writes: fields with bytes, fields to remove, and whether the maximum inactive time is another. Confined to one thread. */
final class Delta {

    final Map<String, byte[]> written = new LinkedHashMap<>();
    final List<String> removed = new ArrayList<>();
    boolean interval;

    boolean isEmpty() {
        return written.isEmpty() && removed.isEmpty() && !interval;
    }
}
