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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What a client has in this JVM: threads that were not there before, and sockets that were not and lead to its servers, which are
 * counted on Linux alone. Thread-safe.
 */
final class Belongings {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final int REMOTE = 2;
    private static final int INODE = 9;
    private static final String SOCKET = "socket:[";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Set<Long> threadsBefore =
            Thread.getAllStackTraces().keySet().stream().map(Thread::getId).collect(Collectors.toSet());
    private final Set<String> socketsBefore = inodesNow();
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

    /** Sockets to this port belong to the client from now on. */
    void leadTo(String address) {
        ports.add(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    /** How many sockets lead to its servers. */
    int sockets() {
        try {
            Set<String> ours = inodes();
            ours.removeAll(socketsBefore);
            int count = 0;
            for (Path table : TABLES) {
                for (String line : Files.isReadable(table) ? Files.readAllLines(table) : List.<String>of()) {
                    String[] columns = line.strip().split("\\s+");
                    boolean counts =
                            columns.length > INODE && ours.contains(columns[INODE]) && ports.contains(port(columns));
                    count += counts ? 1 : 0;
                }
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(String[] columns) {
        return Integer.parseInt(columns[REMOTE].substring(columns[REMOTE].indexOf(':') + 1), 16);
    }

    private static Set<String> inodesNow() {
        try {
            return inodes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> inodes() throws IOException {
        Set<String> inodes = new HashSet<>();
        if (Files.isDirectory(DESCRIPTORS)) {
            try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
                for (Path descriptor : descriptors) {
                    String target = target(descriptor);
                    if (target.startsWith(SOCKET)) {
                        inodes.add(target.substring(SOCKET.length(), target.length() - 1));
                    }
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            // closed meanwhile
            return "";
        }
    }

    /** Waits until nothing is left; tells what stays. */
    List<String> left(boolean countsSockets) {
        try {
            await().atMost(PATIENCE).until(() -> leftNow(countsSockets).isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return leftNow(countsSockets);
        }
    }

    private List<String> leftNow(boolean countsSockets) {
        List<String> left = new ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread.getId())
                        && thread.getName().startsWith("jambry"))
                .map(thread -> "thread " + thread.getName() + " is left")
                .toList());
        int sockets = countsSockets ? sockets() : 0;
        if (sockets > 0) {
            left.add(sockets + " sockets are left");
        }
        return left;
    }
}
