// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/** What goes wrong before anybody knows which node has a slot, with words for the one who reads them at night. */
final class ClusterFailures {

    private ClusterFailures() {}

    /** No node tells the slots. */
    static NodeFailure unanswered(CommandObject<?> command, long start, List<Endpoint> asked, NodeFailure last) {
        return NodeFailure.lost(new NotExecutedException(
                notSent(command) + "no node of the cluster tells its slots; asked for "
                        + (System.nanoTime() - start) / 1_000_000 + " ms: "
                        + asked.stream().map(Endpoint::toString).collect(Collectors.joining(", "))
                        + "; check 'url', and that one of them is up; the last failure: " + last.getMessage(),
                last.seen()));
    }

    /** Some slots have no node. */
    static NodeFailure incomplete(CommandObject<?> command, Node asked, int missing) {
        return NodeFailure.lost(new NotExecutedException(
                notSent(command) + missing + " of " + SlotTable.SLOTS + " slots of the cluster have no node, as "
                        + asked.endpoint() + " says; see CLUSTER INFO and CLUSTER SLOTS there"));
    }

    /** A node refuses to tell the slots. */
    static NodeFailure refused(Node asked, JedisDataException refusal) {
        JambryException seen = asked.failures().refused(ClusterSlots.COMMAND, refusal);
        NotExecutedException notExecuted = seen instanceof NotExecutedException known
                ? known
                : new NotExecutedException(String.valueOf(seen.getMessage()), seen);
        return Refusal.of(refusal).passes() ? NodeFailure.lost(notExecuted) : NodeFailure.ours(notExecuted);
    }

    /** Another call looks for the cluster, for too long. */
    static NodeFailure notFoundInTime(CommandObject<?> command, long start, List<Endpoint> asked) {
        return NodeFailure.lost(
                new NotExecutedException(notSent(command) + "no node of the cluster told its slots within "
                        + (System.nanoTime() - start) / 1_000_000 + " ms: "
                        + asked.stream().map(Endpoint::toString).collect(Collectors.joining(", "))
                        + "; check 'url', and that one of them is up"));
    }

    private static String notSent(CommandObject<?> command) {
        return CommandKind.name(command) + " was not sent: ";
    }
}
