// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import io.jambry.codec.Spares;
import org.jspecify.annotations.Nullable;

/** A context that compresses, freed when nobody knows it any more. Confined to one thread. */
final class ZstdWriter {

    private final ZstdCompressCtx context;

    private ZstdWriter(ZstdCompressCtx context) {
        this.context = context;
    }

    static Spares<ZstdWriter> spares(int level, @Nullable ZstdDictionary dictionary) {
        ZstdDictCompress digested = dictionary == null ? null : new ZstdDictCompress(dictionary.toBytes(), level);
        return new Spares<>(() -> open(level, digested), writer -> writer.context.close());
    }

    private static ZstdWriter open(int level, @Nullable ZstdDictCompress dictionary) {
        ZstdCompressCtx context = new ZstdCompressCtx();
        context.setLevel(level);
        if (dictionary != null) {
            context.loadDict(dictionary);
        }
        ZstdWriter writer = new ZstdWriter(context);
        NativeMemory.freeAfter(writer, context);
        return writer;
    }

    byte[] compress(byte[] bytes) {
        return context.compress(bytes);
    }
}
