// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.containers;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import io.jambry.redis.LinkSettings;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A server that runs in a container and ends with it. */
final class ServerContainer implements AutoCloseable {

    static final int PORT = 6379;

    private final GenericContainer<?> container;

    private ServerContainer(GenericContainer<?> container) {
        this.container = container;
    }

    /** Starts one and waits until it answers; skips the tests that ask for it if the image is not to be had. */
    static ServerContainer start(ServerImage image) {
        ContainerEngine.assumeToHave(image);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image.name()))
                .withExposedPorts(PORT)
                .waitingFor(new PingWait());
        if (isHere(container.getHost())) {
            onLoopbackOnly(container);
        }
        container.start();
        return new ServerContainer(container);
    }

    private static boolean isHere(String host) {
        return new InetSocketAddress(host, PORT).getAddress().isLoopbackAddress();
    }

    /** A server without a password is nothing for the neighbours. */
    private static void onLoopbackOnly(GenericContainer<?> container) {
        PortBinding binding = new PortBinding(Binding.bindIp("127.0.0.1"), new ExposedPort(PORT));
        container.withCreateContainerCmdModifier(
                command -> Objects.requireNonNull(command.getHostConfig()).withPortBindings(binding));
    }

    LinkSettings settings() {
        return LinkSettings.of(container.getHost(), port());
    }

    String url() {
        return "redis://" + container.getHost() + ":" + port();
    }

    private int port() {
        return container.getMappedPort(PORT);
    }

    @Override
    public void close() {
        container.stop();
    }
}
