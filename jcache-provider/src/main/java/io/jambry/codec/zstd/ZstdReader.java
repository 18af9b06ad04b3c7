// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictDecompress;
import io.jambry.codec.Spares;
import org.jspecify.annotations.Nullable;

/** A context that decompresses, freed when nobody knows it any more. Confined to one thread. */
final class ZstdReader {

    private final ZstdDecompressCtx context;

    private ZstdReader(ZstdDecompressCtx context) {
        this.context = context;
    }

    static Spares<ZstdReader> spares() {
        return spares((ZstdDictDecompress) null);
    }

    static Spares<ZstdReader> spares(ZstdDictionary dictionary) {
        return spares(new ZstdDictDecompress(dictionary.toBytes()));
    }

    private static Spares<ZstdReader> spares(@Nullable ZstdDictDecompress dictionary) {
        return new Spares<>(() -> open(dictionary), reader -> reader.context.close());
    }

    private static ZstdReader open(@Nullable ZstdDictDecompress dictionary) {
        ZstdDecompressCtx context = new ZstdDecompressCtx();
        if (dictionary != null) {
            context.loadDict(dictionary);
        }
        ZstdReader reader = new ZstdReader(context);
        NativeMemory.freeAfter(reader, context);
        return reader;
    }

    /** How many bytes came out. */
    int decompress(byte[] bytes, int offset, int length, byte[] into) {
        return context.decompressByteArray(into, 0, into.length, bytes, offset, length);
    }
}
