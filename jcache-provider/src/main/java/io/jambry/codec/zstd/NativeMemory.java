// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;

/** What zstd-jni's contexts hold outside the heap; they do not free it themselves. */
final class NativeMemory {

    private static final Cleaner CLEANER = Cleaner.create();

    private NativeMemory() {}

    /** Frees it when the owner is gone; closing before does no harm. */
    static void freeAfter(Object owner, Closeable context) {
        CLEANER.register(owner, () -> {
            try {
                context.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
