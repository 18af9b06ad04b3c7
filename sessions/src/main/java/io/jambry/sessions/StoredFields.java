// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a session beside what says when: its attributes, and whose it is. Versions of a session mostly have the same fields, so
 * they share the names, and one that differs in values only is a copy of an array. Immutable; nobody changes its bytes.
 */
final class StoredFields {

    static final String PRINCIPAL = "~u";
    static final StoredFields NONE = of(Map.of());

    private static final String ATTRIBUTE = "a:";

    /** Where the values are, by their fields. */
    private final Map<String, Integer> places;

    private final byte[][] values;
    private final long attributeBytes;

    private StoredFields(Map<String, Integer> places, byte[][] values, long attributeBytes) {
        this.places = places;
        this.values = values;
        this.attributeBytes = attributeBytes;
    }

    static StoredFields of(Map<String, byte[]> fields) {
        Map<String, Integer> places = new LinkedHashMap<>();
        byte[][] values = new byte[fields.size()][];
        long bytes = 0;
        for (Map.Entry<String, byte[]> one : fields.entrySet()) {
            values[places.size()] = one.getValue();
            places.put(one.getKey(), places.size());
            bytes += attributeBytes(one.getKey(), one.getValue());
        }
        return new StoredFields(places, values, bytes);
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
        Integer place = places.get(field);
        return place == null ? null : values[place];
    }

    boolean has(String field) {
        return places.containsKey(field);
    }

    void forEach(BiConsumer<String, byte[]> action) {
        places.forEach((field, place) -> action.accept(field, values[place]));
    }

    /** The names of all attributes. */
    List<String> attributes() {
        List<String> names = new ArrayList<>();
        for (String field : places.keySet()) {
            if (isAttribute(field)) {
                names.add(field.substring(ATTRIBUTE.length()));
            }
        }
        return names;
    }

    /** How many bytes names and values of attributes take. */
    long attributeBytes() {
        return attributeBytes;
    }

    /** These, with what has changed. */
    StoredFields with(Delta delta) {
        if (!places.keySet().containsAll(delta.written.keySet())
                || !Collections.disjoint(delta.removed, places.keySet())) {
            return of(merged(delta));
        }
        byte[][] others = values.clone();
        long bytes = attributeBytes;
        for (Map.Entry<String, byte[]> one : delta.written.entrySet()) {
            int place = requireNonNull(places.get(one.getKey()));
            bytes += attributeBytes(one.getKey(), one.getValue()) - attributeBytes(one.getKey(), others[place]);
            others[place] = one.getValue();
        }
        return new StoredFields(places, others, bytes);
    }

    private Map<String, byte[]> merged(Delta delta) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        forEach(all::put);
        all.keySet().removeAll(delta.removed);
        all.putAll(delta.written);
        return all;
    }
}
