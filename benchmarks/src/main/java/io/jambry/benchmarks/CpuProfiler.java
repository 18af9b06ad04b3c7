// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * For JMH, the processor time of client and server per operation. An iteration in which a thread of the client ended
 * has no say about the client: in the last one, the column is closed before its threads can be asked for their time.
 */
public final class CpuProfiler implements InternalProfiler {

    static final String CLIENT = "client-cpu";
    static final String SERVER = "server-cpu";

    private ClientCpu client = new ClientCpu(Map.of());
    private long server;

    @Override
    public String getDescription() {
        return "processor time of client and server per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        server = ServerCpu.used();
        client = ClientCpu.now();
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface has it so
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = Math.max(1, result.getMetadata().getAllOps());
        double clientNanos = ClientCpu.now().since(client);
        double serverNanos = ServerCpu.used() - server;
        ScalarResult ofServer = result(SERVER, serverNanos / operations);
        return Double.isNaN(clientNanos)
                ? List.of(ofServer)
                : List.of(result(CLIENT, clientNanos / operations), ofServer);
    }

    private static ScalarResult result(String label, double nanos) {
        return new ScalarResult(label, nanos, "ns/op", AggregationPolicy.AVG);
    }
}
