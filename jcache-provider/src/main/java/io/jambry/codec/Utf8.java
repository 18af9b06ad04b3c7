// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text to UTF-8 and back without loss: what would be replaced silently is reported instead. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = LOWEST_BITS << 7;
    private static final long QUESTION_MARKS = LOWEST_BITS * '?';

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * Encodes text.
     *
     * @return its UTF-8 bytes, or null if it holds an unpaired surrogate
     */
    static byte @Nullable [] encode(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        // an unpaired surrogate becomes '?'; without a '?' nothing was replaced
        return hasQuestionMark(bytes) && !wellFormed(text) ? null : bytes;
    }

    // eight bytes at a time: this runs for every text that is written
    private static boolean hasQuestionMark(byte[] bytes) {
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            long zeroWhereFound = (long) LONGS.get(bytes, i) ^ QUESTION_MARKS;
            if (((zeroWhereFound - LOWEST_BITS) & ~zeroWhereFound & HIGHEST_BITS) != 0) {
                return true;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                return true;
            }
        }
        return false;
    }

    static String decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            byte[] again = text.getBytes(UTF_8);
            if (!Arrays.equals(again, 0, again.length, bytes, offset, offset + length)) {
                throw new MalformedException("not well-formed UTF-8");
            }
        }
        return text;
    }

    /** The UTF-16 code units of text that UTF-8 cannot carry. */
    static byte[] codeUnits(String text) {
        byte[] bytes = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >>> 8);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        return bytes;
    }

    static String fromCodeUnits(byte[] bytes, int offset, int length) {
        if (length % 2 != 0) {
            throw new MalformedException("an odd number of bytes as UTF-16 text");
        }
        char[] units = new char[length / 2];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) (((bytes[offset + 2 * i] & 0xFF) << 8) | (bytes[offset + 2 * i + 1] & 0xFF));
        }
        return new String(units);
    }

    private static boolean wellFormed(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return false;
            }
            i += Character.charCount(point);
        }
        return true;
    }
}
