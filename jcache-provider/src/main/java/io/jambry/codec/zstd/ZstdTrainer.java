// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.Collection;

/** Makes dictionaries from values. */
public final class ZstdTrainer {

    private ZstdTrainer() {}

    /**
     * Finds out what values have in common. Takes about a second for some thousand values.
     *
     * @param samples values as a codec makes them: best some thousand, a hundred times the size of the dictionary together
     * @param size how large the dictionary may be; 4 to 100 KiB are usual
     * @param id a number that no other dictionary of these values has; 32768 to 65535 take two bytes of each value, and belong
     *     to nobody else
     * @return the dictionary, to be kept as long as values that were compressed with it
     * @throws IllegalArgumentException if the samples are too few or too short, or the number is below 1
     */
    public static ZstdDictionary train(Collection<byte[]> samples, int size, int id) {
        ZstdCompressor.requireLibrary();
        if (id < 1) {
            throw new IllegalArgumentException("a dictionary cannot have number " + id + ", it must be 1 or more");
        }
        byte[][] usable = samples.stream().filter(sample -> sample.length > 0).toArray(byte[][]::new);
        byte[] dictionary = new byte[size];
        long length;
        try {
            length = usable.length == 0 ? -1 : Zstd.trainFromBuffer(usable, dictionary, /* legacy= */ false);
        } catch (RuntimeException e) {
            length = -1;
        }
        if (length <= 0 || Zstd.isError(length)) {
            throw new IllegalArgumentException("no dictionary of " + size + " bytes can be trained from "
                    + usable.length + " samples; give more of them, or ask for a smaller dictionary");
        }
        return ZstdDictionary.numbered(Arrays.copyOf(dictionary, Math.toIntExact(length)), id);
    }
}
