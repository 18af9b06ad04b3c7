// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.redis.Router.Redirection;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Sends a command again whose first attempt did not run: to the node that the router names, with growing pauses, until the
 * deadline. What may have run is never sent again, unless it may run twice. Commands whose keys are on two nodes, and whose
 * callers know another way, are given up after a moment. Thread-safe.
 */
final class Repetition {

    /** A server that forgets a script as soon as it has learned it is not going to keep it. */
    private static final int LESSONS = 5;

    /** Nodes that send a command to each other do not agree yet; more haste would not help them. */
    static final int REDIRECTIONS = 5;

    /** For so many pauses together some 30 ms: most keys that were apart are together again by then. */
    static final int TOGETHER_SOON = 5;

    private final Router router;

    Repetition(Router router) {
        this.router = router;
    }

    /** How a command is sent to a node. */
    interface Exchange {
        @Nullable
        Object exchange(Node node, CommandObject<?> command, boolean asking, long start, long deadline);
    }

    /** What is to be done next. */
    record Step(@Nullable Node node, boolean asking, boolean later, boolean counts) {}

    /**
     * Goes on after a failure.
     *
     * @param node where it happened; null if no node was found
     * @param first what happened
     * @param sending how it is sent
     * @return the reply
     */
    @Nullable
    Object of(
            CommandObject<?> command,
            @Nullable Node node,
            RuntimeException first,
            Exchange sending,
            long start,
            long deadline) {
        Node at = node;
        RuntimeException failure = first;
        int pauses = 0;
        int lessons = 0;
        int redirections = 0;
        int partings = 0;
        RuntimeException teaching = null;
        JambryException unknown = null;
        for (; ; ) {
            unknown = isUnknown(failure) ? seen(command, at, failure) : unknown;
            Step step = next(command, at, failure);
            boolean lesson = failure instanceof JedisNoScriptException;
            boolean astray = step != null && step.node() != null && !lesson && ++redirections > REDIRECTIONS;
            if (step == null
                    || (lesson && ++lessons > LESSONS)
                    || (step.counts() && isSpent(at))
                    || (isApart(command, failure) && ++partings > TOGETHER_SOON)
                    || ((step.later() || astray) && !Backoff.pause(++pauses, deadline))
                    || deadline - System.nanoTime() <= 0) {
                throw unknown != null ? unknown : seen(command, at, lesson && teaching != null ? teaching : failure);
            }
            boolean teaches = lesson;
            try {
                Node to = step.node() == null ? router.node(command, start, deadline) : step.node();
                if (isLeftAlone(failure) && at == to) {
                    throw unknown != null ? unknown : seen(command, at, failure);
                }
                at = to;
                if (lesson && command instanceof ScriptCommand<?> script) {
                    Sending.PLAIN.exchange(to, script.load(), /* asking= */ false, start, deadline);
                    teaches = false;
                }
                return sending.exchange(to, command, step.asking(), start, deadline);
            } catch (JedisDataException | NodeFailure again) {
                failure = again;
                teaching = teaches ? again : teaching;
            }
        }
    }

    /** Breakers are there to let callers go at once, unless another node took over. */
    static boolean isLeftAlone(RuntimeException failure) {
        return failure instanceof NodeFailure lost && lost.kind() == NodeFailure.Kind.LEFT_ALONE;
    }

    /** Whether an attempt may have run, which stays true whatever becomes of the next one. */
    static boolean isUnknown(RuntimeException failure) {
        return failure instanceof NodeFailure lost && lost.isOutcomeUnknown();
    }

    /** Whether the keys of a command are on two nodes, and its caller knows another way. */
    static boolean isApart(CommandObject<?> command, RuntimeException failure) {
        return failure instanceof JedisDataException refusal
                && Refusal.of(refusal) == Refusal.TRYAGAIN
                && CommandKind.hasAnotherWay(command);
    }

    /** What to do after a failure; null if nothing helps. */
    @Nullable
    Step next(CommandObject<?> command, @Nullable Node at, RuntimeException failure) {
        if (failure instanceof NodeFailure lost) {
            if (at != null && lost.kind() != NodeFailure.Kind.OURS) {
                router.failed(at);
            }
            return switch (lost.kind()) {
                case LOST -> new Step(null, /* asking= */ false, /* later= */ true, /* counts= */ true);
                // the node had no work with it
                case UNREACHED, PAUSED, LEFT_ALONE ->
                    new Step(null, /* asking= */ false, /* later= */ true, /* counts= */ false);
                case SILENT, OURS -> null;
            };
        }
        if (failure instanceof JedisNoScriptException) {
            return command instanceof ScriptCommand<?>
                    ? new Step(at, /* asking= */ false, /* later= */ false, /* counts= */ false)
                    : null;
        }
        JedisDataException refusal = (JedisDataException) failure;
        Redirection to = at != null && Refusal.of(refusal).passes() ? router.refused(command, refusal, at) : null;
        return to == null ? null : new Step(to.node(), to.asking(), to.later(), /* counts= */ false);
    }

    /** Whether a node has had its share of repetitions. */
    static boolean isSpent(@Nullable Node node) {
        return node != null && !node.retries().take();
    }

    /** What the caller sees of a failure. */
    static JambryException seen(CommandObject<?> command, @Nullable Node node, RuntimeException failure) {
        if (failure instanceof NodeFailure lost) {
            return lost.seen();
        }
        if (node != null && failure instanceof JedisDataException refusal) {
            return node.failures().refused(command, refusal);
        }
        return new NotExecutedException(String.valueOf(failure.getMessage()), failure);
    }
}
