// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.containers;

import io.jambry.store.redis.ServerStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of a store on the server of each image. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jambry.containers.ServerImage#all")
@Tag("containers")
class ContainerStoreTest extends ServerStoreContract {

    @Parameter
    ServerImage image;

    @BeforeParameterizedClassInvocation
    static void start(ServerImage image) {
        ServerContainer server = ServerContainer.start(image);
        test(server, server.settings());
    }
}
