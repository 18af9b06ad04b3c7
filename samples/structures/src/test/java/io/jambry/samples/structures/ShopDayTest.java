// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.structures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ShopDayTest {

    @Test
    void run_everyStep_findsWhatItShould() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        boolean good = ShopDay.run(new PrintStream(written, /* autoFlush= */ true, UTF_8));

        assertThat(written.toString(UTF_8).lines()).hasSize(11).allMatch(line -> line.startsWith("ok "));
        assertThat(good).isTrue();
    }
}
