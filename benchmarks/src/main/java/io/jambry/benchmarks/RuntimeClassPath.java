// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars an application needs at run time for Jambry with Jedis and Caffeine. */
final class RuntimeClassPath {

    /** What {@code mvn dependency:tree} of jambry-jcache and caffeine shows as compile and runtime. */
    private static final List<String> LIBRARIES = List.of(
            "cache-api",
            "jedis",
            "jspecify",
            "commons-pool2",
            "slf4j-api",
            "error_prone_annotations",
            "redis-authx-core",
            "caffeine");

    private static final List<Path> JARS = jars();

    private RuntimeClassPath() {}

    static int count() {
        return JARS.size();
    }

    static double megabytes() {
        return JARS.stream().mapToLong(jar -> jar.toFile().length()).sum() / 1e6;
    }

    /** The jars and the classes of this module, without its other libraries. */
    static String withBenchmarks() {
        return Stream.concat(JARS.stream(), Stream.of(home(RuntimeClassPath.class)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars() {
        List<Path> all = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Stream<Path> libraries = LIBRARIES.stream()
                .flatMap(name -> all.stream()
                        .filter(path -> path.getFileName().toString().matches(name + "-\\d[^/]*\\.jar"))
                        .limit(1));
        return Stream.concat(Stream.of(packed(home(io.jambry.JambryCache.class))), libraries)
                .toList();
    }

    /** Where a class lies: a jar or a directory. */
    static Path home(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /** A jar stays as it is; a directory of classes becomes one, because directories load differently. */
    private static Path packed(Path home) {
        if (Files.isRegularFile(home)) {
            return home;
        }
        try {
            Path jar = Files.createTempFile("jambry-jcache-", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream packed = new JarOutputStream(out);
                    Stream<Path> files = Files.walk(home)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    packed.putNextEntry(
                            new JarEntry(home.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, packed);
                    packed.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new IllegalStateException("the classes in " + home + " cannot be packed", e);
        }
    }
}
