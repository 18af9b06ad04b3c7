// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Writes values with one version of their classes and reads them with another one: right, or refused, and never wrong. */
final class ShapeChanges {

    /** What a source text became between writing and reading. */
    record Change(String name, String before, String after) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String NO_UID = "implements java.io.Serializable {";
    private static final String CLASS = "int age; String city; int id; String name;";

    static final List<Change> ALL = List.of(
            ofClass("nothing changed", CLASS, CLASS),
            ofClass("first field added", CLASS, "String aaa; " + CLASS),
            ofClass("middle field added", CLASS, "int age; String city; int count; int id; String name;"),
            ofClass("last field added", CLASS, CLASS + " int zip; long zone;"),
            ofClass("first field removed", CLASS, "String city; int id; String name;"),
            ofClass("middle field removed", CLASS, "int age; int id; String name;"),
            ofClass("last field removed", CLASS, "int age; String city; int id;"),
            ofClass("field renamed", CLASS, "int age; String city; int number; String name;"),
            ofClass("fields changed places", "int a; int b;", "int b; int a;"),
            ofClass("names swapped", "int a; String b;", "String a; int b;"),
            ofClass("int to long", CLASS, "int age; String city; long id; String name;"),
            ofClass("long to int", "long id; String name;", "int id; String name;"),
            ofClass("long to int that is too small", "long big; String name;", "int big; String name;"),
            ofClass("int to short that is too small", "int big; String name;", "short big; String name;"),
            ofClass("int to Integer", CLASS, "int age; String city; Integer id; String name;"),
            ofClass("text to number", CLASS, "int age; int city; int id; String name;"),
            ofClass("list of other elements", "java.util.List<Integer> list;", "java.util.List<Long> list;"),
            ofClass(NO_UID, "no serialVersionUID: nothing changed", CLASS, CLASS),
            ofClass(NO_UID, "no serialVersionUID: field added", CLASS, CLASS + " int zip;"),
            ofClass(NO_UID, "no serialVersionUID: field removed", CLASS, "int age; int id; String name;"),
            ofClass(NO_UID, "no serialVersionUID: int to long", CLASS, "int age; String city; long id; String name;"),
            ofClass("", "not Serializable: nothing changed", CLASS, CLASS),
            ofClass("", "not Serializable: field added", CLASS, CLASS + " int zip;"),
            ofClass("", "not Serializable: field removed", CLASS, "int age; int id; String name;"),
            ofRecord("record: nothing changed", "int a, String b, int c", "int a, String b, int c"),
            ofRecord("record: component added", "int a, String b, int c", "int a, String b, int bb, int c"),
            ofRecord("record: component removed", "int a, String b, int c", "int a, int c"),
            ofRecord("record: first component removed", "int a, String b, int c", "String b, int c"),
            ofRecord("record: component removed at the end", "int a, String b, int c", "int a, String b"),
            ofRecord("record: components changed places", "int a, int b", "int b, int a"),
            ofRecord("record: names swapped", "int a, String b", "String a, int b"),
            ofRecord("record: int to long", "int a, String b", "long a, String b"),
            ofRecord("record: int to short that is too small", "int big, String b", "short big, String b"),
            new Change(
                    "class to record",
                    "public class Thing implements java.io.Serializable { public int a; public String b; }",
                    "public record Thing(int a, String b) implements java.io.Serializable {}"));

    /** What became of a value whose class changed. */
    enum Outcome {
        RIGHT("right"),
        /** A list of what was written, whatever its elements are declared as now. */
        ELEMENTS_AS_WRITTEN("elements as written"),
        REFUSED_WHEN_WRITTEN("refused when written"),
        REFUSED("refused");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final Map<String, Path> JARS = new ConcurrentHashMap<>();

    private ShapeChanges() {}

    /** Writes and reads in a cache that declares Object, and in one that declares the class. */
    static List<Outcome> outcomes(EveryCodec codec, Change change) throws Exception {
        return List.of(outcome(codec, change, false), outcome(codec, change, true));
    }

    private static Outcome outcome(EveryCodec codec, Change change, boolean declared) throws Exception {
        try (URLClassLoader writer = loader(change.before());
                URLClassLoader reader = loader(change.after())) {
            Class<?> type = writer.loadClass("shape.Thing");
            Object thing = make(type);
            Object written = declared ? thing : new ArrayList<>(List.of(thing, thing, make(type)));
            byte[] bytes;
            try {
                bytes = codec(codec, writer, declared).encode(written);
            } catch (IOException e) {
                return Outcome.REFUSED_WHEN_WRITTEN;
            }
            Object read;
            try {
                read = codec(codec, reader, declared).decode(bytes, 0, bytes.length);
            } catch (IOException e) {
                assertThat(change.before())
                        .as("what did not change: " + e.getMessage())
                        .isNotEqualTo(change.after());
                return Outcome.REFUSED;
            }
            List<?> things = declared ? List.of(read) : (List<?>) read;
            assertThat(things).as(change.name()).hasSize(declared ? 1 : 3);
            for (Object one : things) {
                assertSame(change, thing, one);
            }
            return elementsFit(things) ? Outcome.RIGHT : Outcome.ELEMENTS_AS_WRITTEN;
        }
    }

    private static Codec codec(EveryCodec codec, ClassLoader loader, boolean declared) throws ClassNotFoundException {
        return codec.of(declared ? loader.loadClass("shape.Thing") : Object.class, "shape.*", loader, 1 << 20);
    }

    private static Change ofClass(String name, String before, String after) {
        return ofClass(NO_UID + " private static final long serialVersionUID = 1L;", name, before, after);
    }

    private static Change ofClass(String head, String name, String before, String after) {
        return new Change(name, classOf(head, before), classOf(head, after));
    }

    private static String classOf(String head, String fields) {
        String begin = head.isEmpty() ? "{ " : head;
        return "public class Thing " + begin + fields.replaceAll("(^|; *)(?=[a-zA-Z])", "$1private ") + " }";
    }

    private static Change ofRecord(String name, String before, String after) {
        return new Change(name, recordOf(before), recordOf(after));
    }

    private static String recordOf(String components) {
        return "public record Thing(" + components + ") implements java.io.Serializable {}";
    }

    private static URLClassLoader loader(String source) {
        try {
            URL jar = JARS.computeIfAbsent(source, ShapeChanges::jar).toUri().toURL();
            return new URLClassLoader(new URL[] {jar}, ShapeChanges.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(String source) {
        try {
            Path directory = Files.createTempDirectory("shapes");
            Path jar = ForeignJar.make(directory, Map.of("shape.Thing", "package shape; " + source));
            try (Stream<Path> made = Files.walk(directory)) {
                made.forEach(path -> path.toFile().deleteOnExit());
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object make(Class<?> type) throws ReflectiveOperationException {
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = value(components[i].getName(), types[i]);
            }
            return type.getConstructor(types).newInstance(values);
        }
        Object object = type.getDeclaredConstructor().newInstance();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                field.set(object, value(field.getName(), field.getType()));
            }
        }
        return object;
    }

    private static Object value(String name, Class<?> type) {
        int number = name.equals("big") ? 70_000 : name.charAt(0);
        if (type == String.class) {
            return "text of " + name;
        }
        if (type == int.class || type == Integer.class) {
            return number;
        }
        return type == long.class
                ? (Object) (name.equals("big") ? 1L << 40 : number)
                : new ArrayList<>(List.of(number));
    }

    /** A field that was there has its value, in the type that it has now; one that was not has none. */
    private static void assertSame(Change change, Object written, Object read) throws ReflectiveOperationException {
        for (Field field : read.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(read);
            Object expected = null;
            try {
                Field before = written.getClass().getDeclaredField(field.getName());
                before.setAccessible(true);
                expected = before.get(written);
            } catch (NoSuchFieldException e) {
                assertThat(String.valueOf(value))
                        .as("%s: new field %s", change, field.getName())
                        .isIn("null", "0");
                continue;
            }
            assertThat(String.valueOf(value))
                    .as("%s: field %s", change, field.getName())
                    .isEqualTo(String.valueOf(expected));
        }
    }

    private static boolean elementsFit(List<?> things) throws IllegalAccessException {
        for (Object thing : things) {
            for (Field field : thing.getClass().getDeclaredFields()) {
                if (field.getGenericType().getTypeName().contains("Long>")) {
                    field.setAccessible(true);
                    if (!(((List<?>) field.get(thing)).get(0) instanceof Long)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
