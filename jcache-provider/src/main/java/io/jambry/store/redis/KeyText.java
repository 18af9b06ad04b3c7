// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.util.Arrays;

/**
 * The escaping of names and keys: a byte that means something to the layout, to hash tags or to patterns becomes {@code %}
 * and two hexadecimal digits. Different bytes stay different.
 */
@SuppressWarnings("ImmutableEnumChecker") // the table is filled once and stays inside
enum KeyText {
    /** What stands between braces. */
    KEY("%{}*?[]\\^"),
    /** What stands between colons. */
    NAME("%{}*?[]\\^:");

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private final boolean[] special = new boolean[256];

    KeyText(String escaped) {
        escaped.chars().forEach(character -> special[character] = true);
    }

    /** How many bytes the text grows by. */
    int growth(byte[] plain) {
        int growth = 0;
        for (byte b : plain) {
            if (special[b & 0xFF]) {
                growth += 2;
            }
        }
        return growth;
    }

    /** Writes the text and tells where it ends. */
    int write(byte[] plain, byte[] target, int at) {
        int position = at;
        for (byte b : plain) {
            if (special[b & 0xFF]) {
                target[position++] = '%';
                target[position++] = DIGITS[(b & 0xFF) >> 4];
                target[position++] = DIGITS[b & 0xF];
            } else {
                target[position++] = b;
            }
        }
        return position;
    }

    byte[] escape(byte[] plain) {
        byte[] text = new byte[plain.length + growth(plain)];
        write(plain, text, 0);
        return text;
    }

    static byte[] unescape(byte[] text, int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (text[i] == '%' && i + 2 < to) {
                plain[length++] = (byte) (Character.digit(text[i + 1], 16) << 4 | Character.digit(text[i + 2], 16));
                i += 2;
            } else {
                plain[length++] = text[i];
            }
        }
        return Arrays.copyOf(plain, length);
    }
}
