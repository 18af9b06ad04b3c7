// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tells which of the numbered traps no test names. */
class TrapsTest {

    /** What waits for a later piece of work, and why. */
    private static final Map<Integer, String> LATER = new TreeMap<>(Map.of(
            25, "a listener's JVM that dies: needs events between JVMs",
            58, "failover: needs Sentinel or Cluster",
            59, "reading from a replica after an own write: there are no replica reads yet",
            62, "several slots: needs Cluster"));

    @Test
    void traps_namedByTests_areReported() {
        Map<Integer, Set<String>> named = namedTraps();
        Set<Integer> open = IntStream.rangeClosed(Trap.FIRST, Trap.LAST)
                .filter(trap -> !named.containsKey(trap))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> later = new TreeSet<>(LATER.keySet());
        later.removeAll(named.keySet());
        open.removeAll(later);

        System.out.println("traps named by a test: " + named.size() + " of " + Trap.LAST);
        System.out.println("traps no test names:   " + open);
        later.forEach(trap -> System.out.println("trap " + trap + " later: " + LATER.get(trap)));

        assertThat(named.keySet())
                .allSatisfy(trap ->
                        assertThat(trap).as("@Trap on %s", named.get(trap)).isBetween(Trap.FIRST, Trap.LAST));
    }

    private static Map<Integer, Set<String>> namedTraps() {
        Map<Integer, Set<String>> named = new TreeMap<>();
        for (Class<?> type : testClasses()) {
            collect(named, type, type.getName());
            Arrays.stream(type.getDeclaredMethods())
                    .forEach(method -> collect(named, method, type.getName() + "#" + method.getName()));
        }
        return named;
    }

    private static void collect(Map<Integer, Set<String>> named, AnnotatedElement element, String place) {
        Trap trap = element.getDeclaredAnnotation(Trap.class);
        if (trap != null) {
            Arrays.stream(trap.value())
                    .forEach(number ->
                            named.computeIfAbsent(number, n -> new TreeSet<>()).add(place));
        }
    }

    private static List<Class<?>> testClasses() {
        Path root = root();
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String path = root.relativize(file).toString();
                String name = path.substring(0, path.length() - ".class".length())
                        .replace(file.getFileSystem().getSeparator(), ".");
                classes.add(Class.forName(name, /* initialize= */ false, TrapsTest.class.getClassLoader()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return classes;
    }

    private static Path root() {
        try {
            return Path.of(TrapsTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
