// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The threads and sockets of this JVM at a moment, to be compared with later ones. Sockets are counted on Linux only.
 *
 * @param threads the ids of the threads there were
 * @param sockets how many sockets there were
 */
record Belongings(Set<Long> threads, int sockets) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Belongings now() {
        return new Belongings(
                Thread.getAllStackTraces().keySet().stream().map(Thread::getId).collect(Collectors.toSet()),
                countSockets());
    }

    static int countSockets() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        int sockets = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                sockets += isSocket(descriptor) ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    private static boolean isSocket(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Waits until nothing is left that came later; tells what stays. */
    List<String> leftLater() {
        try {
            await().atMost(PATIENCE).until(() -> left().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return left();
        }
    }

    private List<String> left() {
        List<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threads.contains(thread.getId()) && thread.getName().startsWith("jambry"))
                .map(thread -> "thread " + thread.getName())
                .collect(Collectors.toList());
        int more = countSockets() - sockets;
        if (more > 0) {
            left.add(more + " sockets");
        }
        return left;
    }
}
