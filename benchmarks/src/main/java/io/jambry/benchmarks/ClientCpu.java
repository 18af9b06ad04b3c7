// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of all Java threads of this process up to one moment, those of the columns' own included. It does
 * not depend on what else the machine does, as rates do. The compiler's and the collector's time is left out: the first
 * ends, the second follows from what is allocated.
 *
 * @param nanos by the number of the thread
 */
record ClientCpu(Map<Long, Long> nanos) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static ClientCpu now() {
        Map<Long, Long> nanos = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            long used = THREADS.getThreadCpuTime(id);
            if (used >= 0) {
                nanos.put(id, used);
            }
        }
        return new ClientCpu(nanos);
    }

    /**
     * Nanoseconds used since an earlier moment.
     *
     * @return not a number if a thread has ended meanwhile, whose time nobody knows any more
     */
    double since(ClientCpu earlier) {
        if (!nanos.keySet().containsAll(earlier.nanos.keySet())) {
            return Double.NaN;
        }
        double sum = 0;
        for (Map.Entry<Long, Long> thread : nanos.entrySet()) {
            sum += thread.getValue() - earlier.nanos.getOrDefault(thread.getKey(), 0L);
        }
        return sum;
    }
}
