// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the implementation on the class path of the tests, SmallRye Config. */
class MicroProfileImplementationTest {

    @Test
    void load_fileOfMicroProfile_isASource(@TempDir Path classPath) throws IOException {
        Path file = Files.createDirectory(classPath.resolve("META-INF")).resolve("microprofile-config.properties");
        Files.writeString(file, "host=micro\njambry.url=redis://${host}\njambry.caches.user-*.ttl=7m\nother=1\n");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classPath.toUri().toURL()}, getClass().getClassLoader())) {
            try {
                Configuration configuration =
                        Configuration.load(null, new Properties(), loader, new Surroundings(Map.of(), Map.of()));

                assertThat(configuration.connection().host()).isEqualTo("micro");
                assertThat(configuration.cache("user-1").ttl().millis()).isEqualTo(420_000);
                assertThat(Sources.sourceOf(configuration, "url"))
                        .startsWith("MicroProfile Config jambry.url (")
                        .contains("microprofile-config.properties");
            } finally {
                ConfigProviderResolver resolver = ConfigProviderResolver.instance();
                resolver.releaseConfig(resolver.getConfig(loader));
            }
        }
    }
}
