// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LibraryDayTest {

    @Test
    void day_withoutAServer_isAsItShould() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        boolean good = LibraryDay.run(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .doesNotContain("FAILED")
                .contains("ok      nobody else");
        assertThat(good).isTrue();
    }
}
