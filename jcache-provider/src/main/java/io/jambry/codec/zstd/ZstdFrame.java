// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import java.io.IOException;

/**
 * What the header of a zstd frame (RFC 8878) tells before anything is decompressed.
 *
 * @param contentSize how long the content is, or -1 if it is not told
 * @param dictionaryId the dictionary it was compressed with, 0 for none
 */
record ZstdFrame(long contentSize, int dictionaryId) {

    private static final int MAGIC = 0xFD2FB528;
    private static final int SINGLE_SEGMENT = 0x20;
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] SIZE_BYTES = {0, 2, 4, 8};

    static ZstdFrame read(byte[] bytes, int offset, int length) throws IOException {
        if (length < 5 || (int) number(bytes, offset, 4) != MAGIC) {
            throw new IOException("its bytes are cut short or damaged: no zstd frame begins there");
        }
        int descriptor = bytes[offset + 4];
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int dictionaryBytes = DICTIONARY_BYTES[descriptor & 3];
        int flag = descriptor >> 6 & 3;
        int sizeBytes = flag == 0 && single ? 1 : SIZE_BYTES[flag];
        int at = offset + (single ? 5 : 6);
        if (at + dictionaryBytes + sizeBytes > offset + length) {
            throw new IOException("its bytes are cut short: the header of the zstd frame is not whole");
        }
        int dictionaryId = (int) number(bytes, at, dictionaryBytes);
        long size = sizeBytes == 0 ? -1 : number(bytes, at + dictionaryBytes, sizeBytes);
        // two bytes begin where one ends
        return new ZstdFrame(sizeBytes == 2 ? size + 256 : size, dictionaryId);
    }

    private static long number(byte[] bytes, int at, int count) {
        long number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = number << 8 | (bytes[at + i] & 0xFF);
        }
        return number;
    }
}
