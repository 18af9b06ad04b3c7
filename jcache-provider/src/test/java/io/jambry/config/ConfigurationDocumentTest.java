// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {

    @Test
    void document_ofTheSettings_isUpToDate() throws IOException {
        assertThat(Files.readString(ConfigurationDocument.file()))
                .as("docs/configuration.md is written from the settings and out of date: run the main"
                        + " method of io.jambry.config.ConfigurationDocument in jcache-provider/src/test")
                .isEqualTo(ConfigurationDocument.text());
    }

    @Test
    void document_everySetting_hasItsRow() {
        assertThat(Vocabulary.all())
                .hasSizeGreaterThan(30)
                .allSatisfy(setting -> assertThat(ConfigurationDocument.text())
                        .contains("| `" + setting.key() + "` | ")
                        .contains(" | " + setting.description()));
    }
}
