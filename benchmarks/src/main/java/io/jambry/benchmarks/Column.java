// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.time.Duration;
import org.openjdk.jmh.runner.RunnerException;

/** Something that is measured in a process of its own, any number of times. */
interface Column {

    /** Measures once, in a new process. */
    Sample measure(Setting setting) throws IOException, InterruptedException, RunnerException;

    /**
     * How thoroughly.
     *
     * @param server the server
     * @param together whether two columns that can be are measured in slices of one process; else by JMH, each in its own
     * @param rounds how many processes of each column
     * @param warmUp how long each process runs before it is measured
     * @param measure how long it is measured
     * @param latencies whether single calls are timed too, which takes JMH one more process
     */
    record Setting(Server server, boolean together, int rounds, Duration warmUp, Duration measure, boolean latencies) {

        Setting withLatencies(boolean asked) {
            return new Setting(server, together, rounds, warmUp, measure, asked);
        }
    }
}
