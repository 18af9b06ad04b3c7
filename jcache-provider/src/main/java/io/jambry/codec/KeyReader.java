// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object in the tagged form of a key. What it allocates is bounded by the bytes it was given. Confined to one
 * thread.
 */
final class KeyReader {

    private static final int LONGEST_WORD = 10;

    private final byte[] bytes;
    private final ClassLoader loader;
    private final ClassFilter classes;
    private final @Nullable Codec codec;
    private int position;
    private boolean readByCodec;

    /**
     * Makes a reader.
     *
     * @param bytes the whole key
     * @param loader finds records and enums
     * @param classes which of them are let pass
     * @param codec reads what has no canonical form; null refuses it
     */
    KeyReader(byte[] bytes, ClassLoader loader, ClassFilter classes, @Nullable Codec codec) {
        this.bytes = bytes;
        this.loader = loader;
        this.classes = classes;
        this.codec = codec;
    }

    Object read() {
        expect(KeyGrammar.MARK);
        Object key = element(0);
        if (position < bytes.length) {
            throw new MalformedException("bytes behind its end");
        }
        if (key == null) {
            throw new MalformedException("null");
        }
        return key;
    }

    /** Whether a part of what was read is no canonical form. */
    boolean readByCodec() {
        return readByCodec;
    }

    private @Nullable Object element(int depth) {
        if (depth > KeyGrammar.DEEPEST) {
            throw new MalformedException("nested more than " + KeyGrammar.DEEPEST + " levels deep");
        }
        if (peek() == KeyGrammar.NULL) {
            position++;
            return null;
        }
        String word = word();
        if (peek() == KeyGrammar.OPEN) {
            position++;
            return composite(word, depth);
        }
        expect(KeyGrammar.TEXT);
        byte[] text = text();
        return switch (word) {
            case KeyGrammar.RECORD -> record(string(text), depth);
            case KeyGrammar.PARAMETERS -> parameters(string(text), depth);
            case KeyGrammar.ENUM -> EnumText.parse(string(text), loader, classes);
            case KeyGrammar.BYTES -> dense(text);
            case KeyGrammar.WIDE -> wide(dense(text));
            case KeyGrammar.CODEC -> decode(dense(text));
            default -> scalar(word, string(text));
        };
    }

    private Object composite(String word, int depth) {
        return switch (word) {
            case KeyGrammar.LIST -> parts(depth);
            case KeyGrammar.ARRAY -> parts(depth).toArray();
            case KeyGrammar.SET -> new LinkedHashSet<>(parts(depth));
            case KeyGrammar.MAP -> map(depth);
            case KeyGrammar.ENTRY -> entry(depth);
            case KeyGrammar.OPTIONAL -> optional(parts(depth));
            default -> array(word);
        };
    }

    private List<@Nullable Object> parts(int depth) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (closes()) {
            return parts;
        }
        do {
            parts.add(element(depth + 1));
        } while (goesOn());
        return parts;
    }

    private Map<@Nullable Object, @Nullable Object> map(int depth) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        if (closes()) {
            return map;
        }
        do {
            Object key = element(depth + 1);
            expect(KeyGrammar.MAPS_TO);
            map.put(key, element(depth + 1));
        } while (goesOn());
        return map;
    }

    private Map.Entry<@Nullable Object, @Nullable Object> entry(int depth) {
        Object key = element(depth + 1);
        expect(KeyGrammar.MAPS_TO);
        Object value = element(depth + 1);
        expect(KeyGrammar.CLOSE);
        return new AbstractMap.SimpleImmutableEntry<>(key, value);
    }

    private static Optional<Object> optional(List<@Nullable Object> parts) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Object content = parts.get(0);
        if (parts.size() > 1 || content == null) {
            throw new MalformedException("no optional");
        }
        return Optional.of(content);
    }

    private Object array(String name) {
        ArrayWord word = ArrayWord.named(name);
        if (word == null) {
            throw new MalformedException("no known form");
        }
        List<Object> elements = new ArrayList<>();
        if (!closes()) {
            do {
                elements.add(word.form().parse(string(text())));
            } while (goesOn());
        }
        Object array = Array.newInstance(word.component(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    private Object record(String className, int depth) {
        expect(KeyGrammar.OPEN);
        Class<?> type = NamedClass.find(className, loader);
        if (!type.isRecord()) {
            throw new MalformedException("class " + type.getName() + " is no record");
        }
        NamedClass.require(type, classes);
        return RecordShape.of(type).make(parts(depth).toArray());
    }

    private Object parameters(String className, int depth) {
        expect(KeyGrammar.OPEN);
        return ParameterKey.make(className, parts(depth).toArray(), loader);
    }

    private static Object scalar(String word, String text) {
        ScalarForm form = word.length() == 1 ? ScalarForm.ofTag(word.charAt(0)) : null;
        if (form == null) {
            throw new MalformedException("no known form");
        }
        return form.parse(text);
    }

    private static String wide(byte[] codeUnits) {
        return Utf8.fromCodeUnits(codeUnits, 0, codeUnits.length);
    }

    private Object decode(byte[] encoded) {
        if (codec == null) {
            throw new MalformedException("a codec wrote it, which setting 'keys' of the cache does not allow");
        }
        readByCodec = true;
        try {
            return codec.decode(encoded, 0, encoded.length);
        } catch (IOException e) {
            throw new MalformedException("codec " + codec.name() + " cannot read a part: " + e.getMessage());
        }
    }

    private static byte[] dense(byte[] text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("no base64url text");
        }
    }

    private static String string(byte[] text) {
        return Utf8.decode(text, 0, text.length);
    }

    private String word() {
        int start = position;
        while (isLetter(peek())) {
            position++;
        }
        if (position == start || position - start > LONGEST_WORD) {
            throw new MalformedException("no known form");
        }
        return Utf8.decode(bytes, start, position - start);
    }

    private static boolean isLetter(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    /** The text up to the next sign that does not stand behind a mark. */
    private byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (position < bytes.length) {
            int b = bytes[position];
            if (b == KeyGrammar.MARK) {
                position++;
                if (!KeyGrammar.isSign(peek())) {
                    throw new MalformedException("a mark before what is no sign");
                }
            } else if (KeyGrammar.isSign(b)) {
                break;
            }
            text.write(bytes[position++]);
        }
        return text.toByteArray();
    }

    private boolean closes() {
        if (peek() != KeyGrammar.CLOSE) {
            return false;
        }
        position++;
        return true;
    }

    private boolean goesOn() {
        if (peek() == KeyGrammar.NEXT) {
            position++;
            return true;
        }
        expect(KeyGrammar.CLOSE);
        return false;
    }

    private int peek() {
        return position < bytes.length ? bytes[position] : -1;
    }

    private void expect(char sign) {
        if (peek() != sign) {
            throw new MalformedException("no '" + sign + "' where one is due");
        }
        position++;
    }
}
