// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** What runs containers, if there is one. Each image is asked for, and its absence told, once in this JVM. */
final class ContainerEngine {

    private static final long PULL_MINUTES = 5;

    private static final Map<ServerImage, Optional<String>> OBSTACLES = new ConcurrentHashMap<>();

    private ContainerEngine() {}

    /** Skips the tests that ask, unless the engine has the image or gets it. */
    static void assumeToHave(ServerImage image) {
        Optional<String> obstacle = OBSTACLES.computeIfAbsent(image, ContainerEngine::obstacleTold);
        Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
    }

    private static Optional<String> obstacleTold(ServerImage image) {
        Optional<String> obstacle = obstacle(image).map(why -> image + ": " + why + ", skipped");
        obstacle.ifPresent(why -> System.out.println("[jambry] " + why));
        return obstacle;
    }

    private static Optional<String> obstacle(ServerImage image) {
        DockerClient client;
        try {
            // the one for containers would begin with pulling an image for its own purposes
            client = DockerClientProviderStrategy.getClientForConfig(
                    DockerClientFactory.instance().getTransportConfig());
        } catch (IllegalStateException e) {
            return Optional.of("no container engine answers");
        }
        // always with a tag: without one, the engine would pull all there are
        String name = ImageNameSubstitutor.instance()
                .apply(DockerImageName.parse(image.name()))
                .asCanonicalNameString();
        return (isThere(client, name) ? Optional.<String>empty() : pull(client, name))
                .or(ContainerEngine::obstacleToContainers);
    }

    /** What the library needs beside the image. */
    private static Optional<String> obstacleToContainers() {
        try {
            DockerClientFactory.instance().client();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("Testcontainers cannot begin (" + reason(e) + ")");
        }
    }

    private static Optional<String> pull(DockerClient client, String name) {
        try {
            boolean ended = client.pullImageCmd(name)
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                return Optional.of("not pulled within " + PULL_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pulling " + name, e);
        } catch (RuntimeException e) {
            return Optional.of("cannot be pulled (" + reason(e) + ")");
        }
        return isThere(client, name) ? Optional.empty() : Optional.of("cannot be pulled");
    }

    private static boolean isThere(DockerClient client, String name) {
        try {
            client.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** What went wrong, on one line. */
    private static String reason(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
