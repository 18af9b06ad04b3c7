// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one object in the tagged form of a key. Confined to one thread. */
final class KeyWriter {

    private final KeyBuffer out = new KeyBuffer();
    private final ClassFilter classes;
    private final @Nullable Codec fallback;

    /**
     * Makes a writer.
     *
     * @param classes which records and enums are let pass, as a reader lets them
     * @param fallback writes what has no canonical form; null refuses it
     */
    KeyWriter(ClassFilter classes, @Nullable Codec fallback) {
        this.classes = classes;
        this.fallback = fallback;
    }

    byte[] write(Object key) {
        out.sign(KeyGrammar.MARK);
        element(key, 0);
        return out.toBytes();
    }

    private byte[] writeApart(@Nullable Object part, int depth) {
        KeyWriter writer = new KeyWriter(classes, fallback);
        writer.element(part, depth);
        return writer.out.toBytes();
    }

    private void element(@Nullable Object part, int depth) {
        if (depth > KeyGrammar.DEEPEST) {
            throw new UnfitKeyException(
                    "is nested more than " + KeyGrammar.DEEPEST + " levels deep; it may contain itself");
        }
        if (part == null) {
            out.sign(KeyGrammar.NULL);
            return;
        }
        ScalarForm form = ScalarForm.of(part.getClass());
        if (form != null) {
            scalar(form, part);
        } else if (part instanceof Enum<?> constant) {
            require(constant.getDeclaringClass());
            text(KeyGrammar.ENUM, EnumText.of(constant));
        } else if (part instanceof Record) {
            record(part, depth);
        } else if (part instanceof List<?> list) {
            elements(KeyGrammar.LIST, list, depth);
        } else if (part instanceof Set<?> set) {
            set(set, depth);
        } else if (part instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (part instanceof Map.Entry<?, ?> entry) {
            open(KeyGrammar.ENTRY);
            element(entry.getKey(), depth + 1);
            out.sign(KeyGrammar.MAPS_TO);
            element(entry.getValue(), depth + 1);
            out.sign(KeyGrammar.CLOSE);
        } else if (part instanceof Optional<?> optional) {
            elements(KeyGrammar.OPTIONAL, optional.stream().toList(), depth);
        } else if (part.getClass().isArray()) {
            array(part, depth);
        } else {
            other(part, depth);
        }
    }

    private void scalar(ScalarForm form, Object scalar) {
        String text;
        try {
            text = form.text(scalar);
        } catch (IllegalArgumentException e) {
            throw new UnfitKeyException("is or holds " + e.getMessage());
        }
        byte[] bytes = Utf8.encode(text);
        if (bytes == null) {
            dense(KeyGrammar.WIDE, Utf8.codeUnits(text));
        } else {
            out.sign(form.tag());
            out.sign(KeyGrammar.TEXT);
            out.text(bytes);
        }
    }

    /** Nobody could read it again. */
    private void require(Class<?> type) {
        try {
            classes.require(type);
        } catch (IOException e) {
            throw new UnfitKeyException("is or holds what could not be read again: " + e.getMessage());
        }
    }

    private void record(Object instance, int depth) {
        Class<?> type = instance.getClass();
        require(type);
        RecordShape shape = RecordShape.of(type);
        List<@Nullable Object> components = new ArrayList<>(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            components.add(shape.component(instance, i));
        }
        named(KeyGrammar.RECORD, type.getName(), components, depth);
    }

    private void set(Set<?> set, int depth) {
        open(KeyGrammar.SET);
        List<byte[]> elements = new ArrayList<>();
        for (Object element : set) {
            elements.add(writeApart(element, depth + 1));
        }
        elements.sort(Arrays::compareUnsigned);
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                requireDifferent(elements.get(i - 1), elements.get(i));
                out.sign(KeyGrammar.NEXT);
            }
            out.append(elements.get(i));
        }
        out.sign(KeyGrammar.CLOSE);
    }

    private void map(Map<?, ?> map, int depth) {
        record EncodedEntry(byte[] key, byte[] value) {}
        open(KeyGrammar.MAP);
        List<EncodedEntry> entries = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            entries.add(
                    new EncodedEntry(writeApart(entry.getKey(), depth + 1), writeApart(entry.getValue(), depth + 1)));
        }
        entries.sort((one, other) -> Arrays.compareUnsigned(one.key, other.key));
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                requireDifferent(entries.get(i - 1).key, entries.get(i).key);
                out.sign(KeyGrammar.NEXT);
            }
            out.append(entries.get(i).key);
            out.sign(KeyGrammar.MAPS_TO);
            out.append(entries.get(i).value);
        }
        out.sign(KeyGrammar.CLOSE);
    }

    private static void requireDifferent(byte[] one, byte[] other) {
        if (Arrays.equals(one, other)) {
            throw new UnfitKeyException("holds a set or map with two members that are not equal but are written alike");
        }
    }

    private void array(Object array, int depth) {
        if (array instanceof byte[] bytes) {
            dense(KeyGrammar.BYTES, bytes);
        } else if (array instanceof Object[] objects) {
            elements(KeyGrammar.ARRAY, Arrays.asList(objects), depth);
        } else {
            ArrayWord word = ArrayWord.of(array.getClass().getComponentType());
            if (word == null) {
                throw new IllegalStateException(
                        "no word for " + array.getClass().getName());
            }
            open(word.word());
            for (int i = 0; i < Array.getLength(array); i++) {
                if (i > 0) {
                    out.sign(KeyGrammar.NEXT);
                }
                byte[] text = Utf8.encode(word.form().text(Array.get(array, i)));
                out.text(text == null ? new byte[0] : text);
            }
            out.sign(KeyGrammar.CLOSE);
        }
    }

    private void other(Object part, int depth) {
        @Nullable Object @Nullable [] parameters = ParameterKey.parameters(part);
        if (parameters != null) {
            named(KeyGrammar.PARAMETERS, part.getClass().getName(), Arrays.asList(parameters), depth);
            return;
        }
        String name = part.getClass().getName();
        if (fallback == null) {
            throw new UnfitKeyException((depth == 0 ? "is of type " : "holds an object of type ") + name
                    + ", which has no canonical form, so equal keys might not meet");
        }
        try {
            dense(KeyGrammar.CODEC, fallback.encode(part));
        } catch (IOException e) {
            throw new UnfitKeyException(
                    "is or holds an object of type " + name + ", which codec " + fallback.name() + " cannot write: "
                            + e.getMessage(),
                    e);
        }
    }

    private void named(String word, String className, Collection<?> parts, int depth) {
        out.word(word);
        out.sign(KeyGrammar.TEXT);
        className(className);
        out.sign(KeyGrammar.OPEN);
        parts(parts, depth);
    }

    private void elements(String word, Collection<?> parts, int depth) {
        open(word);
        parts(parts, depth);
    }

    private void parts(Collection<?> parts, int depth) {
        boolean first = true;
        for (Object part : parts) {
            if (!first) {
                out.sign(KeyGrammar.NEXT);
            }
            first = false;
            element(part, depth + 1);
        }
        out.sign(KeyGrammar.CLOSE);
    }

    private void open(String word) {
        out.word(word);
        out.sign(KeyGrammar.OPEN);
    }

    private void text(String word, String text) {
        out.word(word);
        out.sign(KeyGrammar.TEXT);
        className(text);
    }

    private void className(String name) {
        byte[] bytes = Utf8.encode(name);
        if (bytes == null) {
            throw new UnfitKeyException("holds an object of a class whose name is not well-formed text");
        }
        out.text(bytes);
    }

    private void dense(String word, byte[] bytes) {
        out.word(word);
        out.sign(KeyGrammar.TEXT);
        out.word(new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), ISO_8859_1));
    }
}
