// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.Jambry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** A cache on a server, opened as by several JVMs, and by some. */
final class Shared implements AutoCloseable {

    private final String name = "shared-" + UUID.randomUUID();
    private final Map<String, String> settings;
    private final List<CacheManager> managers = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /**
     * A cache of its own.
     *
     * @param settings without their prefix
     */
    Shared(Map<String, String> settings) {
        this.settings = settings;
    }

    /** The cache, opened by another member. */
    Cache<String, Object> open() {
        Properties properties = Jambry.propertiesByUrl("embedded:functions");
        settings().forEach(properties::setProperty);
        CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(URI.create("jambry:shared-" + UUID.randomUUID()), null, properties);
        managers.add(manager);
        return manager.createCache(
                name, new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
    }

    private Map<String, String> settings() {
        Properties all = new Properties();
        settings.forEach((key, value) -> all.setProperty("jambry." + key, value));
        all.setProperty("jambry.namespace", "function-tests");
        Map<String, String> map = new java.util.HashMap<>();
        all.stringPropertyNames().forEach(key -> map.put(key, all.getProperty(key)));
        return map;
    }

    /** A JVM that opens the cache and does what {@link FunctionJvm} does. {@link #open} comes first. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FunctionJvm.class.getName(),
                name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Properties all = managers.get(0).unwrap(Jambry.class).connection().toProperties();
        settings().forEach(all::setProperty);
        all.stringPropertyNames()
                .forEach(key -> builder.environment()
                        .put(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), all.getProperty(key)));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        if (!managers.isEmpty()) {
            managers.get(0).destroyCache(name);
        }
        managers.forEach(CacheManager::close);
    }
}
