// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.util.Locale;

/** What has been done for the entries that were there before somebody began to listen to expiry. */
enum Scanned {
    /** Nothing is known of their ends. */
    NONE,
    /** Their ends are followed. */
    DEADLINES,
    /** Their ends are followed, and their last values are kept. */
    VALUES;

    /** As the register has it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Scanned of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
