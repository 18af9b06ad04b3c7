// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunAnnouncerTest {

    @Test
    void withoutCredentials_urlWithPassword_showsNeitherUserNorPassword() {
        assertThat(RunAnnouncer.withoutCredentials("redis://me:secret@db:6379/1"))
                .isEqualTo("redis://***@db:6379/1");
    }

    @Test
    void withoutCredentials_anythingElse_isShownAsItIs() {
        assertThat(RunAnnouncer.withoutCredentials("memory:")).isEqualTo("memory:");
        assertThat(RunAnnouncer.withoutCredentials("redis://db:6379")).isEqualTo("redis://db:6379");
    }
}
