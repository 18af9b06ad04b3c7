// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.util.Objects.requireNonNull;

import io.jambry.spi.Compressor;
import io.jambry.spi.ValueCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the bytes of a value after they were written: compressed, then encrypted, and a header in front that says so.
 *
 * <p>An encrypted value opens under its own key of the same cache and namespace only, and with its own header. Thread-safe.
 */
public final class Envelope {

    /** Neither compresses nor encrypts, and opens nothing that is. */
    public static final Envelope NONE = new Envelope("", "", Compression.NONE, Encryption.NONE);

    private final String cacheName;
    private final byte[] place;
    private final Compression compression;
    private final Encryption encryption;

    /**
     * Makes the envelope of one cache.
     *
     * @param namespace where the cache is; encrypted values are bound to it
     * @param cacheName the cache; encrypted values are bound to it
     * @param compression how values are made smaller
     * @param encryption how values are made unreadable
     */
    public Envelope(String namespace, String cacheName, Compression compression, Encryption encryption) {
        this.cacheName = cacheName;
        this.place = place(namespace, cacheName);
        this.compression = requireNonNull(compression, "compression");
        this.encryption = requireNonNull(encryption, "encryption");
    }

    /**
     * How values are made smaller.
     *
     * @param compressor compresses; null for nobody
     * @param from from how many bytes on
     * @param readers restore what was compressed, by id; the compressor is one of them
     * @param maxBytes how many bytes a value may become
     */
    public record Compression(
            @Nullable Compressor compressor, int from, Map<Integer, Compressor> readers, int maxBytes) {

        /** None. */
        public static final Compression NONE = new Compression(null, Integer.MAX_VALUE, Map.of(), 0);

        /** The compressor reads as well. */
        public Compression {
            Map<Integer, Compressor> all = new TreeMap<>(readers);
            if (compressor != null) {
                all.put(compressor.id(), compressor);
            }
            readers = Map.copyOf(all);
        }
    }

    /**
     * How values are made unreadable.
     *
     * @param cipher encrypts; null for nobody
     * @param readers decrypt; the cipher is one of them
     * @param readsPlain whether values that are not encrypted are read, as while a cache changes to encryption; where anybody may write
     *     them, so may those who have no key
     */
    public record Encryption(@Nullable ValueCipher cipher, List<ValueCipher> readers, boolean readsPlain) {

        /** None. */
        public static final Encryption NONE = new Encryption(null, List.of(), /* readsPlain= */ true);

        /** The readers are copied. */
        public Encryption {
            readers = List.copyOf(readers);
        }

        private @Nullable ValueCipher reader(int id) {
            if (cipher != null && cipher.id() == id) {
                return cipher;
            }
            return readers.stream()
                    .filter(reader -> reader.id() == id)
                    .findFirst()
                    .orElse(null);
        }
    }

    Compression compression() {
        return compression;
    }

    boolean encrypts() {
        return encryption.cipher() != null;
    }

    /** Whether bytes are kept as they were written, so that a server can work on them. */
    boolean leavesAsIs(int length) {
        return encryption.cipher() == null && (compression.compressor() == null || length < compression.from());
    }

    /**
     * Whether a payload that is in its envelope as a header says would be put into the same one now. Of one that is long enough to be
     * compressed and is not, nobody knows before trying.
     *
     * @param length how long the payload is at most
     */
    boolean isCurrent(int compressor, int cipher, int keyId, int length) {
        Compressor compressing = compression.compressor();
        boolean compressed = compressor == 0
                ? compressing == null || length < compression.from()
                : compressing != null && compressor == compressing.id();
        ValueCipher sealing = encryption.cipher();
        boolean sealed = sealing == null ? cipher == 0 : cipher == sealing.id() && keyId == sealing.currentKeyId();
        return compressed && sealed;
    }

    /**
     * Puts a payload into its envelope.
     *
     * @param codec who wrote it; 0 if it is readable by itself
     * @param payload what was written
     * @param key the bytes of the key that it is stored under
     * @throws GeneralSecurityException if it cannot be encrypted
     */
    byte[] close(int codec, byte[] payload, byte[] key) throws GeneralSecurityException {
        byte[] body = compressed(payload);
        Compressor compressing = compression.compressor();
        int compressor = body == payload || compressing == null ? 0 : compressing.id();
        ValueCipher cipher = encryption.cipher();
        if (cipher == null) {
            return codec == 0 && compressor == 0
                    ? payload
                    : ValueHeader.of(codec, compressor, payload.length, 0, 0).before(body);
        }
        int keyId = cipher.currentKeyId();
        ValueHeader header = ValueHeader.of(codec, compressor, payload.length, cipher.id(), keyId);
        return header.before(cipher.seal(keyId, body, bound(header.bytes(), key)));
    }

    /** A payload made smaller where that gains something; else the payload itself. */
    byte[] compressed(byte[] payload) {
        Compressor compressing = compression.compressor();
        if (compressing == null || payload.length < compression.from()) {
            return payload;
        }
        byte[] compressed = compressing.compress(payload);
        return compressed.length + ValueHeader.LONGEST < payload.length ? compressed : payload;
    }

    /**
     * What is in an envelope.
     *
     * @param codec who wrote it; 0 if it is readable by itself
     */
    record Opened(int codec, byte[] bytes, int offset, int length) {}

    /** What has no envelope may have none. */
    void requireOpenable() {
        if (!encryption.readsPlain()) {
            throw new MalformedException("it is not encrypted, and 'encryption-read-plain' is false");
        }
    }

    /**
     * Takes a payload out of its envelope.
     *
     * @param bytes the whole value, with a full header
     * @param key the bytes of the key that it is stored under
     * @throws MalformedException if it is damaged, stands under another key than it was written for, or is of something unknown
     */
    Opened open(byte[] bytes, byte[] key) {
        ValueHeader header = ValueHeader.read(bytes);
        int offset = header.length();
        int length = bytes.length - offset;
        byte[] body = bytes;
        if (header.cipher() != 0) {
            body = decrypted(header, bytes, key);
            offset = 0;
            length = body.length;
        } else {
            requireOpenable();
        }
        if (header.compressor() != 0) {
            body = decompressed(header, body, offset, length);
            offset = 0;
            length = body.length;
        }
        return new Opened(header.codec(), body, offset, length);
    }

    /**
     * What was put into an envelope, for those who do not want the value itself.
     *
     * @param bytes a value as it is stored, with a header or without
     * @param key the bytes of the key that it is stored under
     * @return the bytes as they were written, before they were compressed and encrypted; empty if they cannot be had
     */
    public Optional<byte[]> payload(byte[] bytes, byte[] key) {
        try {
            if (bytes.length > 1 && bytes[0] == ValueHeader.MARK && ValueHeader.isFull(bytes)) {
                Opened opened = open(bytes, key);
                return Optional.of(
                        Arrays.copyOfRange(opened.bytes(), opened.offset(), opened.offset() + opened.length()));
            }
            requireOpenable();
            for (Mark mark : List.of(Mark.GZIP, Mark.ZSTD)) {
                if (mark.begins(bytes) && compression.readers().get(mark.id()) instanceof BareCompressor reader) {
                    return Optional.of(reader.restore(bytes, compression.maxBytes()));
                }
            }
            return Optional.of(bytes.clone());
        } catch (MalformedException | IOException e) {
            return Optional.empty();
        }
    }

    private byte[] decrypted(ValueHeader header, byte[] bytes, byte[] key) {
        ValueCipher cipher = encryption.reader(header.cipher());
        String encrypted = "it was encrypted by cipher " + header.cipher() + " with key " + header.keyId();
        if (cipher == null) {
            throw new MalformedException(
                    encrypted
                            + ", which this cache does not know; see settings 'encryption', 'encryption-read' and 'encryption-keys'");
        }
        byte[] head = Arrays.copyOf(bytes, header.length());
        try {
            return cipher.open(header.keyId(), bytes, head.length, bytes.length - head.length, bound(head, key));
        } catch (GeneralSecurityException e) {
            throw new MalformedException(encrypted + ", and does not open: " + e.getMessage());
        } catch (RuntimeException e) {
            throw new MalformedException(encrypted + ", and does not open: cipher or keys threw "
                    + e.getClass().getName());
        }
    }

    private byte[] decompressed(ValueHeader header, byte[] body, int offset, int length) {
        Compressor compressor = compression.readers().get(header.compressor());
        if (compressor == null) {
            throw new MalformedException("it was compressed by compressor " + header.compressor()
                    + ", which this cache does not know; it knows "
                    + compression.readers().keySet()
                    + "; see setting 'compression-read'");
        }
        if (header.originalLength() > compression.maxBytes()) {
            throw new MalformedException("once decompressed, "
                    + new Limit(cacheName, "max-value-bytes", compression.maxBytes())
                            .exceededBy(header.originalLength()));
        }
        try {
            return compressor.decompress(body, offset, length, header.originalLength());
        } catch (IOException | RuntimeException e) {
            throw new MalformedException("compressor " + compressor.name() + " refused its " + length + " bytes: "
                    + (e instanceof IOException ? e.getMessage() : e.getClass().getName()));
        }
    }

    /** What an encrypted value is bound to: its header, where it is, and its key. */
    private byte[] bound(byte[] header, byte[] key) {
        return ByteBuffer.allocate(header.length + place.length + key.length)
                .put(header)
                .put(place)
                .put(key)
                .array();
    }

    private static byte[] place(String namespace, String cacheName) {
        byte[] first = namespace.getBytes(StandardCharsets.UTF_8);
        byte[] second = cacheName.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + first.length + second.length)
                .putInt(first.length)
                .put(first)
                .putInt(second.length)
                .put(second)
                .array();
    }
}
