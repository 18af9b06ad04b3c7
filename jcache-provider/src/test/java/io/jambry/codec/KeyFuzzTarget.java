// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What Jazzer calls with bytes of its own making as a stored key, and as what keys are made of. */
public final class KeyFuzzTarget {

    private static final List<KeyCodec> CODECS = List.of(
            codec(Object.class),
            codec(String.class),
            codec(Long.class),
            codec(CodecKinds.Order.class),
            codec(byte[].class));

    private KeyFuzzTarget() {}

    private static KeyCodec codec(Class<?> type) {
        return new KeyCodec(
                type,
                KeyFuzzTarget.class.getClassLoader(),
                "prices",
                KeyFallback.REFUSE,
                Victims.named("jdk").of(type, ""));
    }

    /** Bytes are refused by a DecodingException, or are a key that comes back; a key that is written comes back. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        for (KeyCodec codec : CODECS) {
            Object key;
            try {
                key = codec.decode(bytes);
            } catch (DecodingException e) {
                continue;
            }
            requireSame(codec, key);
        }
        for (Object key : keys(bytes)) {
            requireSame(CODECS.get(0), key);
        }
        requireSame(CODECS.get(1), new String(bytes, StandardCharsets.UTF_16BE));
    }

    private static List<Object> keys(byte[] bytes) {
        String wide = new String(bytes, StandardCharsets.UTF_16BE);
        String narrow = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Object> parts = new ArrayList<>(Arrays.asList(wide, null, narrow, bytes.length, (long) narrow.hashCode()));
        return List.of(wide, narrow, parts, new CodecKinds.Line(wide, bytes.length, null), List.of(parts, parts));
    }

    private static void requireSame(KeyCodec codec, Object key) {
        byte[] written;
        try {
            written = codec.encode(key);
        } catch (EncodingException e) {
            return;
        }
        Object read = codec.decode(written);
        // arrays are equal to nothing else, so forms are compared: equal keys have equal forms, and no others have
        if (read.getClass() != key.getClass() && !(key instanceof List)) {
            throw new AssertionError("a key of " + key.getClass() + " becomes one of " + read.getClass());
        }
        if (!Arrays.equals(codec.encode(read), written)) {
            throw new AssertionError("a key of " + key.getClass() + " has two forms");
        }
    }
}
