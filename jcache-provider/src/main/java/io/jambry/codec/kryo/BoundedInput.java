// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Input;

/**
 * The bytes of one value, which promise no more than they have. Whatever announces a length claims it here before anything
 * is allocated: each element takes a byte or more, so all lengths together are at most the length of the bytes.
 */
class BoundedInput extends Input {

    /** What lists of nothing but null may take besides, which need no bytes in the layout of plain Kryo. */
    private static final int FREE = 4096;

    private static final int LARGEST_KEPT_TEXT = 64 * 1024;

    private long claimed;

    final void open(byte[] bytes) {
        setBuffer(bytes);
        claimed = 0;
        if (chars.length > LARGEST_KEPT_TEXT) {
            chars = new char[32];
        }
    }

    final void requireEnd() {
        if (position != limit) {
            throw new Refusal("its bytes go on behind the value; its classes changed, or it is damaged");
        }
    }

    /** Reads the length of something, and claims it. */
    final int readSize() {
        int size = readVarInt(true);
        claim(size);
        return size;
    }

    final void claim(int count) {
        claimed += count;
        if (count < 0 || claimed > (long) limit + FREE) {
            throw new Refusal("it announces more elements than it has bytes; it is damaged");
        }
    }

    @Override
    public boolean readBoolean() {
        byte value = readByte();
        if (value != 0 && value != 1) {
            throw new Refusal("a boolean is neither true nor false; its classes changed, or it is damaged");
        }
        return value == 1;
    }

    @Override
    public String readString() {
        claimText();
        return super.readString();
    }

    @Override
    public StringBuilder readStringBuilder() {
        claimText();
        return super.readStringBuilder();
    }

    /** Tells whether text begins here that has no length in front, as Kryo writes short text in ASCII. */
    final boolean isAtAscii() {
        return position < limit && (buffer[position] & 0x80) == 0;
    }

    /** Text in ASCII has no length, any other one begins with it. */
    private void claimText() {
        if (position < limit && !isAtAscii()) {
            int start = position;
            claim(Math.max(0, readVarIntFlag(true) - 1));
            position = start;
        }
    }

    @Override
    public byte[] readBytes(int length) {
        claim(length);
        return super.readBytes(length);
    }

    @Override
    public int[] readInts(int length) {
        claim(length);
        return super.readInts(length);
    }

    @Override
    public int[] readInts(int length, boolean optimizePositive) {
        claim(length);
        return super.readInts(length, optimizePositive);
    }

    @Override
    public long[] readLongs(int length) {
        claim(length);
        return super.readLongs(length);
    }

    @Override
    public long[] readLongs(int length, boolean optimizePositive) {
        claim(length);
        return super.readLongs(length, optimizePositive);
    }

    @Override
    public float[] readFloats(int length) {
        claim(length);
        return super.readFloats(length);
    }

    @Override
    public double[] readDoubles(int length) {
        claim(length);
        return super.readDoubles(length);
    }

    @Override
    public short[] readShorts(int length) {
        claim(length);
        return super.readShorts(length);
    }

    @Override
    public char[] readChars(int length) {
        claim(length);
        return super.readChars(length);
    }

    @Override
    public boolean[] readBooleans(int length) {
        claim(length);
        return super.readBooleans(length);
    }
}
