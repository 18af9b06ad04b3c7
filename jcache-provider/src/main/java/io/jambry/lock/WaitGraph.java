// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom. Confined to one thread. */
final class WaitGraph {

    private record Edge(LockMonitor.Wait step, LockInfo.Party to) {}

    private final Map<LockInfo.Party, List<Edge>> edges = new LinkedHashMap<>();

    /** Adds those who wait for a lock: writers for all who have it, readers for a writer who has it or came before them. */
    void add(LockInfo info) {
        Set<LockInfo.Party> writersBefore = new LinkedHashSet<>();
        for (LockInfo.Waiter waiter : info.waiters()) {
            for (LockInfo.Holder holder : info.holders()) {
                if (waiter.mode() == LockInfo.Mode.EXCLUSIVE || holder.mode() == LockInfo.Mode.EXCLUSIVE) {
                    add(waiter.party(), holder.party(), info.kind(), info.name());
                }
            }
            if (waiter.mode() == LockInfo.Mode.SHARED) {
                writersBefore.forEach(writer -> add(waiter.party(), writer, info.kind(), info.name()));
            } else {
                writersBefore.add(waiter.party());
            }
        }
    }

    void add(LockInfo.Party from, LockInfo.Party to, LockInfo.Kind kind, String name) {
        // asynchronous calls have no thread that could hold something else
        if (from.thread() != 0 && to.thread() != 0 && !from.equals(to)) {
            edges.computeIfAbsent(from, party -> new ArrayList<>())
                    .add(new Edge(new LockMonitor.Wait(from, kind, name), to));
        }
    }

    /** The circles, each once. */
    List<LockMonitor.WaitCycle> cycles() {
        List<LockMonitor.WaitCycle> cycles = new ArrayList<>();
        Set<LockInfo.Party> done = new HashSet<>();
        for (LockInfo.Party start : edges.keySet()) {
            walk(start, new ArrayDeque<>(), done, cycles);
        }
        return cycles;
    }

    private void walk(
            LockInfo.Party party, Deque<Edge> path, Set<LockInfo.Party> done, List<LockMonitor.WaitCycle> cycles) {
        if (done.contains(party)) {
            return;
        }
        for (Edge edge : edges.getOrDefault(party, List.of())) {
            path.addLast(edge);
            if (path.stream().anyMatch(one -> one.step().party().equals(edge.to()))) {
                cycles.add(new LockMonitor.WaitCycle(path.stream()
                        .dropWhile(one -> !one.step().party().equals(edge.to()))
                        .map(Edge::step)
                        .toList()));
            } else {
                walk(edge.to(), path, done, cycles);
            }
            path.removeLast();
        }
        done.add(party);
    }
}
