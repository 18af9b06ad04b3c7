// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static io.jambry.config.Sources.sourceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {

    @RegisterExtension
    final Sources sources = new Sources();

    @Test
    void load_fileWithEveryNotation_knowsTheLineOfEachValue() {
        sources.file(
                "jambry.properties",
                "\uFEFF# where",
                "url: redis\\://h\\",
                "    ost:7000",
                "",
                "  ! how",
                "jambry.namespace   L\u00e4den",
                "defaults.ttl=10m ",
                "caches.user-*.allow-classes = com.acme.A;\\",
                "   com.acme.B",
                "caches.a\\ b.ttl=1m");
        Configuration configuration = sources.load();

        assertThat(configuration.connection().url()).hasToString("redis://host:7000");
        assertThat(configuration.manager().namespace()).isEqualTo("L\u00e4den");
        assertThat(configuration.cache("user-1").allowClasses()).containsExactly("com.acme.A", "com.acme.B");
        assertThat(configuration.cache("a b").ttl().millis()).isEqualTo(60_000);
        assertThat(configuration.cache("other").ttl().millis()).isEqualTo(600_000);
        assertThat(sourceOf(configuration, "url")).isEqualTo("file jambry.properties:2");
        assertThat(sourceOf(configuration, "namespace")).isEqualTo("file jambry.properties:6");
        assertThat(sourceOf(configuration, "defaults.ttl")).isEqualTo("file jambry.properties:7");
        assertThat(sourceOf(configuration, "caches.user-*.allow-classes")).isEqualTo("file jambry.properties:8");
        assertThat(sourceOf(configuration, "caches.a b.ttl")).isEqualTo("file jambry.properties:10");
    }

    @Test
    void load_badValue_isRefusedNamingFileAndLine() {
        sources.file("jambry.properties", "url=redis://h", "caches.books.ttl=soon");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting 'ttl' is 'soon', which is not eternal or a duration")
                .hasMessageEndingWith("; it is given by file jambry.properties:2");
    }

    @Test
    void load_keyGivenTwice_isRefusedNamingBothLines() {
        sources.file("jambry.properties", "timeout=1s", "jambry.timeout=2s");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'timeout' is given twice, by file jambry.properties:1 and file"
                        + " jambry.properties:2: keep one");
    }

    @Test
    void load_malformedEscape_isRefusedNamingFileAndLine() {
        sources.file("jambry.properties", "", "namespace=\\u12");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("file jambry.properties:2 has a malformed \\u escape: write four hexadecimal digits");
    }

    @Test
    void load_configInFile_isRefused() {
        sources.file("jambry.properties", "config=other.properties");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'config' in file jambry.properties:1 has no effect, since the file is already"
                        + " found: take it out");
    }

    @Test
    void load_namedFile_isReadInsteadOfTheUsualOne() {
        sources.file("jambry.properties", "namespace=usual");
        Path other = sources.file("other.properties", "namespace=other");

        sources.environment.put("JAMBRY_CONFIG", other.toString());
        assertNamespace(null, "other", "file " + other + ":1");
        sources.system.put("jambry.config", other.toUri().toString());
        assertNamespace(null, "other", "file " + other.toUri() + ":1");
        assertNamespace("classpath:jambry.properties", "usual", "file classpath:jambry.properties:1");
        sources.properties.setProperty("jambry.config", "classpath:/other.properties");
        assertNamespace(null, "other", "file classpath:/other.properties:1");
        assertNamespace("classpath:jambry.properties", "other", "file classpath:/other.properties:1");
        sources.properties.remove("jambry.config");
        assertNamespace(other.toUri().toString(), "other", "file " + other.toUri() + ":1");
        assertThat(sources.load(other.toUri().toString()).uri()).isEqualTo(other.toUri());
    }

    private void assertNamespace(@Nullable String managerUri, String namespace, String source) {
        Configuration configuration = sources.load(managerUri);

        assertThat(configuration.manager().namespace()).isEqualTo(namespace);
        assertThat(sourceOf(configuration, "namespace")).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere/jambry.properties, names no file; looked for /nowhere/jambry.properties",
        "file:/nowhere/jambry.properties, names no file; looked for /nowhere/jambry.properties",
        "classpath:nowhere.properties, is not on the class path of the manager's class loader",
        "http://nowhere/jambry.properties, 'is neither a path nor begins with file:, classpath: or jar:'",
        "jar:nowhere.properties, is malformed",
        "jambry.yaml, 'is not a .properties file, the one format that can be read'",
    })
    void load_fileThatCannotBeFound_isRefusedNamingKeyAndSource(String location, String why) {
        sources.system.put("jambry.config", location);

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'config' is '" + location + "', which " + why
                        + "; it is given by system property jambry.config");
    }
}
