// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** All sources of a configuration, empty before each test, and nothing of the JVM that the tests run in. */
final class Sources implements BeforeEachCallback, AfterEachCallback {

    final Properties properties = new Properties();
    final Map<String, String> system = new TreeMap<>();
    final Map<String, String> environment = new TreeMap<>();
    final FakeMicroProfile microProfile = new FakeMicroProfile();

    private Path classPath = Path.of("");

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        classPath = Files.createTempDirectory("jambry-config");
        ConfigProviderResolver.setInstance(microProfile);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        ConfigProviderResolver.setInstance(null);
        try (Stream<Path> files = Files.walk(classPath)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Puts a file on the class path of the manager. */
    Path file(String name, String... lines) {
        try {
            return Files.writeString(classPath.resolve(name), String.join("\n", lines));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Configuration load() {
        return load(null);
    }

    Configuration load(@Nullable String managerUri) {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
            return Configuration.load(
                    managerUri == null ? null : URI.create(managerUri),
                    properties,
                    loader,
                    new Surroundings(system, environment));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The source of an effective value. */
    static String sourceOf(Configuration configuration, String key) {
        return row(configuration, key).source();
    }

    static EffectiveSetting row(Configuration configuration, String key) {
        return configuration.effective().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
