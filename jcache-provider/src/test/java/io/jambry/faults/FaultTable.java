// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The table of all faults of this run, written anew to {@code target/faults.md} with each. Thread-safe. */
final class FaultTable {

    private static final Path FILE = Path.of("target", "faults.md");
    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Guarded by the lock. */
    private static final List<String> LINES = new ArrayList<>(List.of(
            "| row | fault | calls | unknown | not executed | longest call − deadline | machine's delay | recovery "
                    + "| lost (Jambry / raw Jedis) | verdict |",
            "|---|---|---|---|---|---|---|---|---|---|"));

    private static final List<String> NOT_YET = List.of(
            "",
            "Not yet applicable: F18 and F19 (clocks; locks and near caches depend on them), F22 (see the codec's"
                    + " tests), F27 (redeployment), F28 for locks, and what F6, F7, F11, F17, F24 and F25 ask of near caches.");

    private FaultTable() {}

    /**
     * What became of one fault.
     *
     * @param overrun by how much the call that was latest missed its deadline; negative if none did
     * @param delay the longest time for which the machine kept a thread waiting
     * @param recovery from the end of the fault, or its beginning where nothing ends it, to the last failure
     * @param lost such as {@code 0 / 3}
     */
    record Row(
            String id,
            String fault,
            long calls,
            long unknown,
            long notExecuted,
            Duration overrun,
            Duration delay,
            Duration recovery,
            String lost,
            String verdict) {

        private String line() {
            return "| " + id + " | " + fault + " | " + calls + " | " + unknown + " | " + notExecuted + " | "
                    + overrun.toMillis() + " ms | " + delay.toMillis() + " ms | " + recovery.toMillis() + " ms | "
                    + lost + " | " + verdict + " |";
        }
    }

    static void add(Row row) {
        LOCK.lock();
        try {
            LINES.add(row.line());
            System.out.println("[jambry] " + row.line());
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, Stream.concat(LINES.stream(), NOT_YET.stream()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be written to " + FILE.toAbsolutePath(), e);
        } finally {
            LOCK.unlock();
        }
    }
}
