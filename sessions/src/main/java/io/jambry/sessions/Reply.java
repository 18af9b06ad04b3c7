// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a script answered: words, and bytes. Immutable. */
record Reply(List<byte[]> parts) {

    boolean isEmpty() {
        return parts.isEmpty();
    }

    int size() {
        return parts.size();
    }

    byte[] bytes(int at) {
        return parts.get(at);
    }

    String text(int at) {
        return new String(parts.get(at), StandardCharsets.UTF_8);
    }

    long number(int at) {
        return Long.parseLong(text(at));
    }

    boolean begins(String word) {
        return !parts.isEmpty() && text(0).equals(word);
    }

    Reply from(int first) {
        return new Reply(parts.subList(first, parts.size()));
    }
}
