// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.JambryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads with a session each, which read a count, add one, and commit it without a pause, on one node or on several by turns. Each notices by
 * itself what the server has lost of what it had acknowledged.
 */
final class CountingThreads implements AutoCloseable {

    private final List<Node> nodes;
    private final List<Counter> counters = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    CountingThreads(List<Node> nodes, int threads) {
        this.nodes = List.copyOf(nodes);
        for (int t = 0; t < threads; t++) {
            String id = Node.newId();
            nodes.get(0).sessions().commit(nodes.get(0).sessions().create(id, 1800));
            counters.add(new Counter(id));
        }
        counters.forEach(counter -> counter.thread.start());
    }

    /** A number that was acknowledged, and when. */
    private record Acknowledged(int count, long nanos) {}

    private final class Counter {

        final String id;
        final Thread thread = new Thread(this::run, "counting");
        final Map<Integer, Acknowledged> lately = new HashMap<>();
        volatile int last;
        volatile int acknowledged;
        volatile int lost;
        volatile int failed;
        volatile long oldestLost = Long.MAX_VALUE;
        volatile long longestGap;

        Counter(String id) {
            this.id = id;
        }

        private void run() {
            long before = System.nanoTime();
            for (int turn = 0; !over.get(); turn++) {
                SessionRepository sessions = nodes.get(turn % nodes.size()).sessions();
                try {
                    SessionData session = sessions.find(id).orElse(null);
                    if (session == null) {
                        // never seen by those who took over
                        lostDownTo(0);
                        sessions.commit(sessions.create(id, 1800));
                        continue;
                    }
                    int count = session.attributes().get("count") instanceof Integer number ? number : 0;
                    lostDownTo(count);
                    session.attributes().put("count", count + 1);
                    if (sessions.commit(session) == CommitOutcome.STORED) {
                        long now = System.nanoTime();
                        longestGap = Math.max(longestGap, now - before);
                        before = now;
                        last = count + 1;
                        acknowledged++;
                        lately.put(last % 10_000, new Acknowledged(last, now));
                    }
                } catch (JambryException e) {
                    failed++;
                }
            }
        }

        private void lostDownTo(int count) {
            for (int number = count + 1; number <= last; number++) {
                lost++;
                Acknowledged one = lately.get(number % 10_000);
                oldestLost = Math.min(oldestLost, one == null || one.count() != number ? 0 : one.nanos());
            }
            last = Math.min(last, count);
        }
    }

    int acknowledged() {
        return counters.stream().mapToInt(counter -> counter.acknowledged).sum();
    }

    /** How many acknowledged changes the server has lost. */
    int lost() {
        return counters.stream().mapToInt(counter -> counter.lost).sum();
    }

    int failed() {
        return counters.stream().mapToInt(counter -> counter.failed).sum();
    }

    /** How long before a moment the first change was acknowledged that was lost. */
    Duration lostBefore(long nanos) {
        long oldest =
                counters.stream().mapToLong(counter -> counter.oldestLost).min().orElse(Long.MAX_VALUE);
        return oldest == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(Math.max(0, nanos - oldest));
    }

    /** The longest time that a thread went without an acknowledgement. */
    Duration longestGap() {
        return Duration.ofNanos(
                counters.stream().mapToLong(counter -> counter.longestGap).max().orElse(0));
    }

    /** What the sessions count in the end, and what their threads know. To be asked after {@link #close}. */
    boolean isAllThere(Node node) {
        return counters.stream().allMatch(counter -> {
            Object count =
                    node.sessions().find(counter.id).orElseThrow().attributes().get("count");
            return count instanceof Integer number && number >= counter.last;
        });
    }

    @Override
    public void close() {
        over.set(true);
        for (Counter counter : counters) {
            try {
                counter.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return acknowledged() + " commits acknowledged, " + lost() + " of them lost, " + failed()
                + " requests failed, longest gap " + longestGap().toMillis() + " ms";
    }
}
