// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.benchmarks.Visitor.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One client of all nodes without stickiness: goes through the sessions in turn, and to each node in turn. As the number of
 * sessions is odd, each visit of a session comes to another node than the one before. For one thread.
 */
final class Visits implements AutoCloseable {

    private final List<Visitor> visitors = new ArrayList<>();
    private final byte[][][] requests;
    private int turn;

    /**
     * A client.
     *
     * @param ports of the nodes
     * @param requests by {@link Visit} and session
     * @param first the session it begins with
     */
    Visits(List<Integer> ports, byte[][][] requests, int first) {
        this.requests = requests;
        this.turn = first;
        try {
            for (int port : ports) {
                visitors.add(new Visitor(port));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next request; what the node says. */
    String next(Visit visit) {
        turn++;
        byte[][] ofAll = requests[visit.ordinal()];
        Answer answer = ask(turn, ofAll[turn % ofAll.length]);
        if (!answer.cookie().isEmpty()) {
            throw new IllegalStateException("a session was lost");
        }
        return answer.body();
    }

    /** Goes to a node with a request. */
    Answer ask(int node, byte[] request) {
        try {
            return visitors.get(node % visitors.size()).visit(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Visitor visitor : visitors) {
            visitor.close();
        }
    }
}
