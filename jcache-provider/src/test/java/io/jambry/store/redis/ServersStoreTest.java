// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.LinkSettings;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on every server version that is to be had. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jambry.servers.ServerBinary#all")
@Tag("servers")
class ServersStoreTest extends ServerStoreContract {

    @Parameter
    ServerBinary binary;

    @BeforeParameterizedClassInvocation
    static void start(ServerBinary binary) {
        ServerProcess server = ServerProcess.start(binary, List.of());
        test(server, LinkSettings.of("127.0.0.1", server.port()));
    }
}
