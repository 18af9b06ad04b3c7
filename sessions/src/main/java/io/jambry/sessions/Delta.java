// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is changed from one version of a session to another: fields with bytes, fields to remove, and whether the maximum inactive time is
 * another. Confined to one thread.
 */
final class Delta {

    final Map<String, byte[]> written = new LinkedHashMap<>();
    final Set<String> removed = new LinkedHashSet<>();
    boolean interval;

    /** Of a reply that tells, behind the state, fields and values, empty for fields that are gone. */
    static Delta of(Reply told) {
        Delta delta = new Delta();
        for (int i = 1; i + 1 < told.size(); i += 2) {
            byte[] value = told.bytes(i + 1);
            if (value.length == 0) {
                delta.removed.add(told.text(i));
            } else {
                delta.written.put(told.text(i), value);
            }
        }
        return delta;
    }

    boolean isEmpty() {
        return written.isEmpty() && removed.isEmpty() && !interval;
    }
}
