// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the keys of one cache into bytes and back: equal keys into equal bytes, different keys into different bytes, and
 * always well-formed UTF-8 that an operator can read.
 *
 * <p>A key of the declared type is plain text where that type is text, a number or another scalar, or an enum. Every other
 * key begins with a tilde and says what it is. Arrays count as equal when their contents are, wherever they stand; records,
 * lists, sets, maps and map entries are compared by their contents, so a class that breaks the contract of {@code equals}
 * of its interface is not told apart. {@code docs/wire-format.md} has the grammar.
 *
 * <p>Thread-safe.
 */
public final class KeyCodec {

    private final Class<?> keyType;
    private final ClassLoader loader;
    private final ClassFilter classes;
    private final String cacheName;
    private final Limit limit;
    private final KeyFallback fallback;
    private final Codec codec;
    private final EntryNames names;
    private final NativeForm plain;
    private final boolean plainText;

    /**
     * Makes the codec of one cache whose entries are called by their keys, of any size, with the classes that are allowed when nobody
     * names any.
     *
     * @param keyType the declared type of the keys; it binds the bytes
     * @param loader finds the classes of records and enums when keys are read
     * @param cacheName for messages
     * @param fallback what happens to keys that have no canonical form
     * @param codec writes and reads such keys where they are allowed
     */
    public KeyCodec(Class<?> keyType, ClassLoader loader, String cacheName, KeyFallback fallback, Codec codec) {
        this(
                new CodecContext(
                        requireNonNull(cacheName, "cacheName"),
                        requireNonNull(keyType, "keyType"),
                        Object.class,
                        requireNonNull(loader, "loader"),
                        new AllowedClasses(List.of(keyType), "", cacheName),
                        Integer.MAX_VALUE),
                fallback,
                codec,
                EntryNames.PLAIN,
                Integer.MAX_VALUE);
    }

    /**
     * Makes the codec of one cache.
     *
     * @param context the cache; the declared type of its keys binds the bytes
     * @param fallback what happens to keys that have no canonical form
     * @param codec writes and reads such keys where they are allowed
     * @param names what entries are called
     * @param maxBytes the setting {@code max-key-bytes}; keys that are there already are read whatever their size
     */
    public KeyCodec(CodecContext context, KeyFallback fallback, Codec codec, EntryNames names, int maxBytes) {
        this.keyType = context.keyType();
        this.loader = context.loader();
        this.classes = context.classes();
        this.cacheName = context.cacheName();
        this.limit = new Limit(cacheName, "max-key-bytes", maxBytes);
        this.fallback = requireNonNull(fallback, "fallback");
        this.codec = requireNonNull(codec, "codec");
        this.names = requireNonNull(names, "names");
        this.plain = NativeForm.of(keyType);
        this.plainText = plain.isText();
    }

    /**
     * Writes a key.
     *
     * @param key anything but null
     * @return its bytes as entries are called by them, owned by the caller
     * @throws EncodingException if the type of the key, or of a part of it, has no canonical form, or the key is too large; the
     *     message names the type and the setting
     */
    public byte[] encode(Object key) {
        byte[] bytes = canonical(requireNonNull(key, "key"));
        if (bytes.length > limit.value()) {
            throw new EncodingException("cache '" + cacheName + "': a key of type "
                    + key.getClass().getName() + " is too large: " + limit.exceededBy(bytes.length)
                    + "; use a shorter key, or raise it");
        }
        return names.name(bytes);
    }

    private byte[] canonical(Object key) {
        try {
            if (plainText) {
                return key instanceof String text ? encodeText(text) : encodeTagged(key);
            }
            return plain.covers(key) ? encodePlain(key) : encodeTagged(key);
        } catch (UnfitKeyException e) {
            throw new EncodingException(
                    "cache '" + cacheName + "': a key " + e.getMessage() + "; " + remedy(), e.getCause());
        } catch (RuntimeException e) {
            throw new EncodingException(
                    "cache '" + cacheName + "': a key of type " + key.getClass().getName() + " cannot be read: "
                            + e.getClass().getName(),
                    e);
        }
    }

    /**
     * Reads a key.
     *
     * @param bytes what {@link #encode} made, with the same declared type
     * @return a key equal to the one written
     * @throws DecodingException if the bytes are anything else
     */
    public Object decode(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        try {
            return read(names.key(bytes));
        } catch (GeneralSecurityException e) {
            throw undecodable(bytes, "it " + e.getMessage() + ", the key of setting 'entry-names-key'");
        }
    }

    private Object read(byte[] bytes) {
        Object key;
        try {
            key = bytes.length > 1 && bytes[0] == KeyGrammar.MARK && bytes[1] != KeyGrammar.MARK
                    ? decodeTagged(bytes)
                    : decodePlain(bytes);
        } catch (MalformedException e) {
            throw undecodable(bytes, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            throw undecodable(bytes, e.getClass().getName());
        }
        if (!keyType.isInstance(key)) {
            throw undecodable(
                    bytes, "it is of type " + key.getClass().getName() + ", the cache declares " + keyType.getName());
        }
        return key;
    }

    private byte[] encodeText(String text) {
        byte[] bytes = Utf8.encode(text);
        if (bytes == null) {
            return encodeTagged(text);
        }
        return bytes.length > 0 && bytes[0] == KeyGrammar.MARK ? marked(bytes) : bytes;
    }

    private byte[] encodePlain(Object key) {
        if (key instanceof Long || key instanceof Integer) {
            return key.toString().getBytes(ISO_8859_1);
        }
        try {
            return encodeText(plain.text(key));
        } catch (IllegalArgumentException e) {
            throw new UnfitKeyException("is " + e.getMessage());
        }
    }

    private byte[] encodeTagged(Object key) {
        return new KeyWriter(classes, allowedCodec()).write(key);
    }

    private static byte[] marked(byte[] bytes) {
        byte[] marked = new byte[bytes.length + 1];
        marked[0] = KeyGrammar.MARK;
        System.arraycopy(bytes, 0, marked, 1, bytes.length);
        return marked;
    }

    private Object decodePlain(byte[] bytes) {
        int start = bytes.length > 0 && bytes[0] == KeyGrammar.MARK ? 1 : 0;
        if (start == 1 && bytes.length == 1) {
            throw new MalformedException("a mark and nothing else");
        }
        String text = Utf8.decode(bytes, start, bytes.length - start);
        if (plainText) {
            return text;
        }
        Object key = plain.parse(text);
        requireCanonical(encodePlain(key), bytes);
        return key;
    }

    private Object decodeTagged(byte[] bytes) {
        KeyReader reader = new KeyReader(bytes, loader, classes, allowedCodec());
        Object key = DeclaredForm.fit(reader.read(), keyType);
        if (key == null) {
            throw new MalformedException("null");
        }
        if (!reader.readByCodec()) {
            requireCanonical(canonical(key), bytes);
        }
        return key;
    }

    private static void requireCanonical(byte[] canonical, byte[] bytes) {
        if (!Arrays.equals(canonical, bytes)) {
            throw new MalformedException("not the canonical form of what it says");
        }
    }

    private @Nullable Codec allowedCodec() {
        return fallback == KeyFallback.JDK ? codec : null;
    }

    private String remedy() {
        return "use text, numbers, records or collections of them as keys, or allow keys written by codec "
                + codec.name() + " with setting '" + setting() + " = jdk'";
    }

    private String setting() {
        return "jambry.caches." + cacheName + ".keys";
    }

    private DecodingException undecodable(byte[] bytes, @Nullable String reason) {
        return new DecodingException("cache '" + cacheName + "': a stored key of " + bytes.length
                + " bytes cannot be decoded as " + keyType.getName() + ": " + reason
                + "; it was written by something else or with another key type");
    }
}
