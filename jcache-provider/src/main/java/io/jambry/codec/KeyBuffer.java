// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.util.Arrays;

/** Grows with the key that is written into it, up to a limit. Confined to one thread. */
final class KeyBuffer {

    private byte[] bytes = new byte[64];
    private int length;

    void sign(char sign) {
        reserve(1);
        bytes[length++] = (byte) sign;
    }

    /** Appends a word of ASCII letters. */
    void word(String word) {
        reserve(word.length());
        for (int i = 0; i < word.length(); i++) {
            bytes[length++] = (byte) word.charAt(i);
        }
    }

    /** Appends text, its signs behind the mark. */
    void text(byte[] text) {
        for (byte b : text) {
            if (KeyGrammar.isSign(b)) {
                sign(KeyGrammar.MARK);
            }
            reserve(1);
            bytes[length++] = b;
        }
    }

    void append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (more > KeyGrammar.LONGEST - length) {
            throw new UnfitKeyException("is longer than " + KeyGrammar.LONGEST + " bytes");
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
