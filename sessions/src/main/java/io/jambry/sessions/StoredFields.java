// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a session beside what says when: its attributes, and whose it is. Immutable; nobody changes its bytes.
 */
final class StoredFields {

    static final String PRINCIPAL = "~u";
    static final StoredFields NONE = of(Map.of());

    private static final String ATTRIBUTE = "a:";

    private final FieldNames names;

    /** By the places of their names. */
    private final byte[][] values;

    private final long attributeBytes;

    private StoredFields(FieldNames names, byte[][] values, long attributeBytes) {
        this.names = names;
        this.values = values;
        this.attributeBytes = attributeBytes;
    }

    static StoredFields of(Map<String, byte[]> fields) {
        FieldNames names = FieldNames.of(fields.keySet());
        byte[][] values = new byte[fields.size()][];
        long bytes = 0;
        int place = 0;
        for (String name : names.all()) {
            byte[] value = requireNonNull(fields.get(name));
            values[place++] = value;
            bytes += attributeBytes(name, value);
        }
        return new StoredFields(names, values, bytes);
    }

    /** The field of an attribute. */
    static String attribute(String name) {
        return ATTRIBUTE + name;
    }

    static boolean isAttribute(String field) {
        return field.startsWith(ATTRIBUTE);
    }

    private static long attributeBytes(String field, byte[] value) {
        return isAttribute(field) ? field.length() - ATTRIBUTE.length() + value.length : 0;
    }

    byte @Nullable [] get(String field) {
        int place = names.place(field);
        return place < 0 ? null : values[place];
    }

    boolean has(String field) {
        return names.place(field) >= 0;
    }

    void forEach(BiConsumer<String, byte[]> action) {
        int place = 0;
        for (String field : names.all()) {
            action.accept(field, values[place++]);
        }
    }

    /** The names of all attributes. */
    List<String> attributes() {
        List<String> attributes = new ArrayList<>();
        for (String field : names.all()) {
            if (isAttribute(field)) {
                attributes.add(field.substring(ATTRIBUTE.length()));
            }
        }
        return attributes;
    }

    /** How many bytes names and values of attributes take. */
    long attributeBytes() {
        return attributeBytes;
    }

    /** These, with what has changed. */
    StoredFields with(Delta delta) {
        if (delta.written.isEmpty() && delta.removed.isEmpty()) {
            return this;
        }
        byte[][] others = values.clone();
        long bytes = attributeBytes;
        for (Map.Entry<String, byte[]> one : delta.written.entrySet()) {
            int place = names.place(one.getKey());
            if (place < 0) {
                return withOtherNames(delta);
            }
            bytes += attributeBytes(one.getKey(), one.getValue()) - attributeBytes(one.getKey(), others[place]);
            others[place] = one.getValue();
        }
        for (String field : delta.removed) {
            if (has(field)) {
                return withOtherNames(delta);
            }
        }
        return new StoredFields(names, others, bytes);
    }

    private StoredFields withOtherNames(Delta delta) {
        Map<String, byte[]> all = new HashMap<>();
        forEach(all::put);
        all.keySet().removeAll(delta.removed);
        all.putAll(delta.written);
        return of(all);
    }
}
