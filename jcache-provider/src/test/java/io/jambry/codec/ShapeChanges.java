// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes values with one version of their classes and reads them with another one. */
final class ShapeChanges {

    /** What a source text became between writing and reading. */
    record Change(String name, String before, String after) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String CLASS = "int age; String city; int id; String name;";

    static final List<Change> ALL = List.of(
            ofClass("nothing changed", CLASS, CLASS),
            ofClass("first field added", CLASS, "String aaa; " + CLASS),
            ofClass("middle field added", CLASS, "int age; String city; int count; int id; String name;"),
            ofClass("last field added", CLASS, CLASS + " int zip;"),
            ofClass("first field removed", CLASS, "String city; int id; String name;"),
            ofClass("middle field removed", CLASS, "int age; int id; String name;"),
            ofClass("last field removed", CLASS, "int age; String city; int id;"),
            ofClass("field renamed", CLASS, "int age; String city; int number; String name;"),
            ofClass("fields changed places", "int a; int b;", "int b; int a;"),
            ofClass("names swapped", "int a; String b;", "String a; int b;"),
            ofClass("int to long", CLASS, "int age; String city; long id; String name;"),
            ofClass("long to int", "long id; String name;", "int id; String name;"),
            ofClass("int to Integer", CLASS, "int age; String city; Integer id; String name;"),
            ofClass("text to number", CLASS, "int age; int city; int id; String name;"),
            ofClass("list of other elements", "java.util.List<Integer> list;", "java.util.List<Long> list;"),
            ofRecord("record: nothing changed", "int a, String b, int c", "int a, String b, int c"),
            ofRecord("record: component added", "int a, String b, int c", "int a, String b, int bb, int c"),
            ofRecord("record: component removed", "int a, String b, int c", "int a, int c"),
            ofRecord("record: component removed at the end", "int a, String b, int c", "int a, String b"),
            ofRecord("record: components changed places", "int a, int b", "int b, int a"),
            ofRecord("record: int to long", "int a, String b", "long a, String b"),
            new Change(
                    "class to record",
                    "public class Thing { public int a; public String b; }",
                    "public record Thing(int a, String b) {}"));

    private final Path directory;
    private int jars;

    ShapeChanges(Path directory) {
        this.directory = directory;
    }

    /** Checks that what was written is read right, or refused. */
    void check(Change change, Function<ClassLoader, Codec> codecs) throws Exception {
        try (URLClassLoader writer = jar(change.before());
                URLClassLoader reader = jar(change.after())) {
            Class<?> writtenType = writer.loadClass("shape.Thing");
            Object thing = make(writtenType);
            Object written = new ArrayList<>(List.of(thing, thing, make(writtenType)));
            byte[] bytes;
            try {
                bytes = codecs.apply(writer).encode(written);
            } catch (IOException e) {
                return;
            }
            List<?> read;
            try {
                read = (List<?>) codecs.apply(reader).decode(bytes, 0, bytes.length);
            } catch (IOException e) {
                assertThat(change.before())
                        .as("what did not change: " + e.getMessage())
                        .isNotEqualTo(change.after());
                return;
            }
            assertThat(read).as(change.name()).hasSize(3);
            for (Object one : read) {
                assertSame(change, thing, one);
            }
        }
    }

    private static Change ofClass(String name, String before, String after) {
        return new Change(name, classOf(before), classOf(after));
    }

    private static String classOf(String fields) {
        return "public class Thing { " + fields.replaceAll("(^|; *)(?=[a-zA-Z])", "$1public ") + " }";
    }

    private static Change ofRecord(String name, String before, String after) {
        return new Change(name, "public record Thing(" + before + ") {}", "public record Thing(" + after + ") {}");
    }

    private URLClassLoader jar(String source) throws IOException {
        return ForeignJar.open(
                Files.createDirectory(directory.resolve("jar" + jars++)),
                Map.of("shape.Thing", "package shape; " + source));
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
        Object object = type.getConstructor().newInstance();
        for (Field field : type.getFields()) {
            field.set(object, value(field.getName(), field.getType()));
        }
        return object;
    }

    private static Object value(String name, Class<?> type) {
        int number = name.charAt(0);
        if (type == String.class) {
            return "text of " + name;
        }
        if (type == int.class || type == Integer.class) {
            return number;
        }
        return type == long.class ? (Object) (long) number : new ArrayList<>(List.of(number));
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
            if (value instanceof List<?> list
                    && field.getGenericType().getTypeName().contains("Long")) {
                assertThat(list.get(0))
                        .as("%s: element of %s", change, field.getName())
                        .isInstanceOf(Long.class);
            }
        }
    }
}
