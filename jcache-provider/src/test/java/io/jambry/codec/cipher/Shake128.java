// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import java.util.Arrays;

/** SHAKE-128 (FIPS 202), which the JDK has not: what the accumulated test vectors are made from and hashed by. */
final class Shake128 {

    private static final int RATE = 168;
    private static final int ROUNDS = 24;
    private static final int[] ROTATION = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };
    private static final int[] LANE = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };
    private static final long[] CONSTANTS = constants();

    private final long[] state = new long[25];
    private int at;
    private boolean reading;

    void write(byte[] bytes) {
        for (byte one : bytes) {
            xor(at++, one);
            if (at == RATE) {
                permute();
                at = 0;
            }
        }
    }

    byte[] read(int length) {
        if (!reading) {
            reading = true;
            xor(at, (byte) 0x1F);
            xor(RATE - 1, (byte) 0x80);
            at = RATE;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            if (at == RATE) {
                permute();
                at = 0;
            }
            bytes[i] = (byte) (state[at / 8] >>> 8 * (at % 8));
            at++;
        }
        return bytes;
    }

    private void xor(int index, byte value) {
        state[index / 8] ^= (value & 0xFFL) << 8 * (index % 8);
    }

    private void permute() {
        long[] column = new long[5];
        for (int round = 0; round < ROUNDS; round++) {
            Arrays.fill(column, 0);
            for (int i = 0; i < 25; i++) {
                column[i % 5] ^= state[i];
            }
            for (int i = 0; i < 25; i++) {
                state[i] ^= column[(i + 4) % 5] ^ Long.rotateLeft(column[(i + 1) % 5], 1);
            }
            long carried = state[1];
            for (int i = 0; i < LANE.length; i++) {
                long next = state[LANE[i]];
                state[LANE[i]] = Long.rotateLeft(carried, ROTATION[i]);
                carried = next;
            }
            for (int row = 0; row < 25; row += 5) {
                System.arraycopy(state, row, column, 0, 5);
                for (int i = 0; i < 5; i++) {
                    state[row + i] ^= ~column[(i + 1) % 5] & column[(i + 2) % 5];
                }
            }
            state[0] ^= CONSTANTS[round];
        }
    }

    /** By the linear feedback shift register of the standard. */
    private static long[] constants() {
        long[] constants = new long[ROUNDS];
        int register = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < 7; i++) {
                if ((register & 1) != 0) {
                    constants[round] |= 1L << (1 << i) - 1;
                }
                register = register << 1 ^ ((register & 0x80) == 0 ? 0 : 0x171);
            }
        }
        return constants;
    }
}
