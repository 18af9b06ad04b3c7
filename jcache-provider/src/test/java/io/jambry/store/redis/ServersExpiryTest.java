// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that end by themselves on every other server version that is to be had. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("others")
@Tag("servers")
class ServersExpiryTest extends ExpiryFeedContract {

    @Parameter
    ServerBinary binary;

    static List<ServerBinary> others() {
        ServerBinary embedded = ServerBinary.embedded();
        return ServerBinary.all().stream()
                .filter(binary -> !binary.equals(embedded))
                .toList();
    }

    @BeforeParameterizedClassInvocation
    static void start(ServerBinary binary) {
        server = ServerProcess.start(binary, List.of());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }
}
