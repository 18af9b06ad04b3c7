// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.DecodingException;
import io.jambry.codec.Envelope.Compression;
import io.jambry.codec.Envelope.Encryption;
import io.jambry.codec.cipher.KeyRings;
import io.jambry.codec.cipher.XaesCipher;
import io.jambry.codec.deflate.DeflateCompressor;
import io.jambry.codec.deflate.GzipCompressor;
import io.jambry.codec.lz4.Lz4Compressor;
import io.jambry.codec.snappy.SnappyCompressor;
import io.jambry.codec.tink.TinkCipher;
import io.jambry.codec.zstd.ZstdCompressor;
import io.jambry.spi.Codec;
import io.jambry.spi.Compressor;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Caches that read whatever stands in the store, as somebody may have written it there. */
final class Victims {

    /** Of a cache that sets none. */
    static final int MAX_BYTES = 64 << 20;

    private static final byte[] KEY = {'k'};

    private Victims() {}

    static Map<String, Compressor> compressors() {
        Map<String, Compressor> compressors = new LinkedHashMap<>();
        for (Compressor compressor : List.of(
                new ZstdCompressor(ZstdCompressor.DEFAULT_LEVEL, List.of()),
                new Lz4Compressor(),
                new SnappyCompressor(),
                new DeflateCompressor(),
                new GzipCompressor())) {
            compressors.put(compressor.name(), compressor);
        }
        return compressors;
    }

    static Map<String, ValueCipher> ciphers() {
        KeyRing ring =
                KeyRings.fromEnvironment("KEYS", Map.of("KEYS", "1=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
        Map<String, ValueCipher> ciphers = new LinkedHashMap<>();
        ciphers.put("xaes", new XaesCipher(ring, "keys"));
        ciphers.put("tink", new TinkCipher(ring, "keys"));
        return ciphers;
    }

    static int idOf(String codec) {
        return named(codec).of(Object.class, "").id();
    }

    static EveryCodec named(String codec) {
        return EveryCodec.ALL.stream()
                .filter(each -> each.name().equals(codec))
                .findFirst()
                .orElseThrow();
    }

    /** A cache that writes with one codec, compressor and cipher, and reads all. */
    static ValueCodec cache(
            EveryCodec writer,
            Class<?> declared,
            ClassLoader loader,
            @Nullable Compressor compressor,
            @Nullable ValueCipher cipher) {
        List<Codec> readers = EveryCodec.ALL.stream()
                .map(codec -> codec.of(declared, "", loader, MAX_BYTES))
                .toList();
        Map<Integer, Compressor> all = new HashMap<>();
        compressors().values().forEach(each -> all.put(each.id(), each));
        Encryption encryption = cipher == null ? Encryption.NONE : new Encryption(cipher, List.of(), true);
        return new ValueCodec(
                declared,
                writer.of(declared, "", loader, MAX_BYTES),
                readers,
                new Envelope("shop", "prices", new Compression(compressor, 1, all, MAX_BYTES), encryption),
                loader,
                "prices");
    }

    static ValueCodec cache(Class<?> declared, ClassLoader loader) {
        return cache(EveryCodec.ALL.get(0), declared, loader, null, null);
    }

    static byte[] encode(ValueCodec cache, Object value) {
        return cache.encode(value, KEY);
    }

    /** Reads a value within the cost it may have; a value of the declared type, or the refusal. */
    static Object attack(ValueCodec cache, Class<?> declared, byte[] value) {
        byte[] before = value.length < 4096 ? value.clone() : value;
        Object outcome = Cost.within(() -> {
            try {
                return cache.decode(value, KEY);
            } catch (DecodingException e) {
                return e;
            }
        });
        assertThat(Arrays.equals(value, before))
                .as("bytes that were read are unchanged")
                .isTrue();
        if (!(outcome instanceof DecodingException)) {
            assertThat(outcome).isInstanceOf(declared);
        }
        return outcome;
    }
}
