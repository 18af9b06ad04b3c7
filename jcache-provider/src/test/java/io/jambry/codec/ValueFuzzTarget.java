// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import java.util.List;

/** What Jazzer calls with bytes of its own making as a stored value, for the envelope and all codecs. */
public final class ValueFuzzTarget {

    private static final byte[] KEY = {'k'};
    private static final ClassLoader LOADER = ValueFuzzTarget.class.getClassLoader();

    private static final List<ValueCodec> CACHES = List.of(
            Victims.cache(Object.class, LOADER),
            Victims.cache(CodecKinds.Order.class, LOADER),
            Victims.cache(Long.class, LOADER),
            Victims.cache(byte[].class, LOADER),
            Victims.cache(CodecKinds.Level.class, LOADER),
            Victims.cache(
                    EveryCodec.ALL.get(0),
                    Object.class,
                    LOADER,
                    Victims.compressors().get("lz4"),
                    Victims.ciphers().get("xaes")));

    private ValueFuzzTarget() {}

    /** Called once before: classes are instrumented when they are loaded, which takes longer than a value may. */
    public static void fuzzerInitialize() {
        for (EveryCodec codec : EveryCodec.ALL) {
            try {
                fuzzerTestOneInput(
                        Victims.encode(Victims.cache(codec, Object.class, LOADER, null, null), CodecKinds.order()));
            } catch (EncodingException e) {
                // Protocol Buffers take messages only
            }
        }
    }

    /** A value is refused by a DecodingException, or comes back when it is written again. */
    public static void fuzzerTestOneInput(byte[] value) {
        for (ValueCodec cache : CACHES) {
            Object read;
            byte[] again;
            try {
                read = cache.decode(value, KEY);
                again = cache.encode(read, KEY);
            } catch (DecodingException | EncodingException e) {
                continue;
            }
            Object readAgain = cache.decode(again, KEY);
            if (readAgain.getClass() != read.getClass()) {
                throw new AssertionError(read.getClass() + " becomes " + readAgain.getClass());
            }
        }
    }
}
