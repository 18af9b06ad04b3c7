// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Payara Micro: Weld, and interceptors of its own for the annotations of JSR-107. */
class PayaraMicroTest extends LibraryContract {

    PayaraMicroTest() {
        super(new PayaraMicro(given("server.payara")), given("application.cdi"));
    }

    @Test
    void interceptorsOfTheServer_areVetoed() throws Exception {
        assertThat(server().log())
                .anyMatch(
                        line -> line.contains(
                                "interceptor fish.payara.cdi.jsr107.CacheResultInterceptor is for caching annotations, too, and was vetoed"));
    }
}
