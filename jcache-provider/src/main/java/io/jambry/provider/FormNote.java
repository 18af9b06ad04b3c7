// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In which forms a JVM writes the values of a cache, and which ones it reads: a part of the note that it leaves for the others who have
 * the cache open. What counts is the id in the header of values; names are for messages, and are what the settings take.
 *
 * @param properties text by text, others of the note included
 */
record FormNote(Map<String, String> properties) {

    /** What a form is of. */
    enum Kind {
        CODEC("codec"),
        COMPRESSION("compression"),
        ENCRYPTION("encryption");

        private final String setting;

        Kind(String setting) {
            this.setting = setting;
        }

        /** The setting that says what is written. */
        String setting() {
            return setting;
        }

        /** The setting that says what is read besides. */
        private String readSetting() {
            return setting + "-read";
        }
    }

    /**
     * A form of values.
     *
     * @param id what stands in the header; 0 for none
     * @param name what the settings call it
     */
    record Form(int id, String name) {

        static final Form NONE = new Form(0, "none");

        private static Form of(String text) {
            int colon = text.indexOf(':');
            return new Form(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1));
        }

        private String text() {
            return id + ":" + name;
        }
    }

    /**
     * A form that somebody writes and another does not read.
     *
     * @param kind what it is a form of
     * @param name what the settings call it
     */
    record Unread(Kind kind, String name) {

        /** How it is written, as a setting. */
        String written() {
            return kind.setting() + "=" + name;
        }

        /** The setting that lets it be read, and how to change it. */
        String remedy() {
            return kind == Kind.ENCRYPTION && name.equals(Form.NONE.name())
                    ? "set 'encryption-read-plain' to true"
                    : "add '" + name + "' to '" + kind.readSetting() + "'";
        }
    }

    /** The properties of this part: what is written and what is read of each kind. */
    static Map<String, String> properties(Map<Kind, Form> written, Map<Kind, List<Form>> read) {
        Map<String, String> properties = new HashMap<>();
        written.forEach((kind, form) -> properties.put(kind.setting(), form.text()));
        read.forEach((kind, forms) -> properties.put(
                kind.readSetting(), forms.stream().map(Form::text).collect(Collectors.joining(","))));
        return properties;
    }

    /** The names of the properties of this part. */
    static boolean isForm(String property) {
        return Arrays.stream(Kind.values())
                .anyMatch(kind -> property.equals(kind.setting()) || property.equals(kind.readSetting()));
    }

    /** What another writes and this one does not read. */
    List<Unread> unreadOf(FormNote writer) {
        return Arrays.stream(Kind.values())
                .filter(kind -> {
                    Form written = writer.written(kind);
                    return written != null && !reads(kind).contains(written.id());
                })
                .map(kind -> new Unread(kind, name(writer.written(kind))))
                .toList();
    }

    private static String name(@Nullable Form form) {
        return form == null ? Form.NONE.name() : form.name();
    }

    private @Nullable Form written(Kind kind) {
        String text = properties.get(kind.setting());
        return text == null ? null : Form.of(text);
    }

    private Set<Integer> reads(Kind kind) {
        String others = properties.getOrDefault(kind.readSetting(), "");
        Set<Integer> ids = Arrays.stream(others.split(",", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> Form.of(text).id())
                .collect(Collectors.toSet());
        Form written = written(kind);
        ids.add(written == null ? Form.NONE.id() : written.id());
        if (kind != Kind.ENCRYPTION) {
            // what is not compressed is read by everybody
            ids.add(Form.NONE.id());
        }
        return ids;
    }
}
