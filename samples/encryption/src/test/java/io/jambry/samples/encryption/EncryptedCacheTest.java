// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class EncryptedCacheTest {

    @Test
    void run_everyStep_findsWhatItShould() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        boolean good = EncryptedCache.run(new PrintStream(written, /* autoFlush= */ true, UTF_8));

        assertThat(written.toString(UTF_8).lines()).hasSize(6).allMatch(line -> line.startsWith("ok "));
        assertThat(good).isTrue();
    }
}
