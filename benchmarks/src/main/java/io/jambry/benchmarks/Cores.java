// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Which core is whose: the server has the first one, all clients the second one. Otherwise figures depend on where the
 * scheduler happens to put both.
 */
enum Cores {
    /** Where the server runs. */
    SERVER(0),
    /** Where every client runs, whatever its column. */
    CLIENT(1);

    private final int core;

    Cores(int core) {
        this.core = core;
    }

    /**
     * Binds a process with all its threads, and so what they start.
     *
     * @return false where that cannot be done
     */
    boolean pin(long pid) {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return false;
        }
        try {
            Process taskset = new ProcessBuilder("taskset", "-acp", Integer.toString(core), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor(10, TimeUnit.SECONDS) && taskset.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
