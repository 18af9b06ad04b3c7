// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.CommandKeys;
import io.jambry.redis.RedisLink;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * Operations that go to the servers together. A plain batch goes out in one flush to each node, and each operation succeeds or fails by
 * itself. An {@linkplain Structures#atomicBatch atomic} one is carried out as a whole, with nothing of others in between, or not at all:
 * {@code MULTI} and {@code EXEC} on one node, so in a cluster all its structures must be of one {@linkplain Structures#group group}.
 *
 * <pre>{@code
 * Batch batch = structures.batch();
 * Pending<Optional<Book>> book = batch.add(books.get("1984"));
 * Pending<Long> visits = batch.add(counter.add(1));
 * batch.execute();
 * }</pre>
 *
 * <p>Confined to one thread; its results are thread-safe.
 */
public final class Batch {

    private final RedisLink link;
    private final boolean atomic;
    private final List<Pending<?>> pending = new ArrayList<>();
    private boolean executed;

    Batch(RedisLink link, boolean atomic) {
        this.link = link;
        this.atomic = atomic;
    }

    /**
     * Adds an operation.
     *
     * @param operation of a structure of the same connection
     * @param <T> the type of its result
     * @return where its result is to be had afterwards
     * @throws IllegalArgumentException if the structure is of another connection, or the operation waits for elements
     * @throws IllegalStateException if the batch has been executed
     */
    public <T extends @Nullable Object> Pending<T> add(Operation<T> operation) {
        requireNotExecuted();
        if (requireNonNull(operation, "operation").link().link() != link) {
            throw new IllegalArgumentException(
                    operation.link().kind() + " '" + operation.link().name()
                            + "' is of another connection than this batch; make both from the same Structures");
        }
        operation.requireBatchable();
        Pending<T> result = new Pending<>(operation);
        pending.add(result);
        return result;
    }

    /**
     * Carries all of it out. What a plain batch could not do is told by the {@link Pending} it concerns.
     *
     * @throws IllegalStateException if the batch has been executed
     * @throws io.jambry.NotExecutedException if an atomic batch was not executed
     * @throws io.jambry.OutcomeUnknownException if nobody knows whether an atomic batch was executed
     * @throws io.jambry.ServerException if the server refused an atomic batch
     * @throws IllegalArgumentException if the keys of an atomic batch are in several slots of a cluster; nothing was sent
     */
    public void execute() {
        requireNotExecuted();
        executed = true;
        if (pending.isEmpty()) {
            return;
        }
        List<CommandObject<?>> commands = new ArrayList<>(pending.size());
        pending.forEach(one -> commands.add(one.operation().command()));
        if (atomic) {
            requireTogether();
        }
        List<Object> replies = atomic ? link.transaction(commands) : link.callAll(commands);
        askForTypes(replies);
        for (int i = 0; i < replies.size(); i++) {
            pending.get(i).complete(replies.get(i));
        }
    }

    /** A message with the names is of more use than one without. */
    private void requireTogether() {
        if (!link.isCluster()) {
            return;
        }
        Operation<?> first = null;
        byte[] its = new byte[0];
        for (Pending<?> one : pending) {
            Operation<?> operation = one.operation();
            for (byte[] key : CommandKeys.of(operation.command())) {
                if (first == null) {
                    first = operation;
                    its = key;
                } else if (!StructureKeys.isOneSlot(its, key)) {
                    throw new IllegalArgumentException(first.link() + " and " + operation.link()
                            + " of an atomic batch are in different slots of the cluster;"
                            + " make the structures from one group, or use a plain batch");
                }
            }
        }
    }

    /** What is refused for the type of its keys is told with that type: one round trip for all of them. */
    private void askForTypes(List<Object> replies) {
        Map<Pending<?>, Integer> asking = new LinkedHashMap<>();
        List<CommandObject<String>> questions = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            if (WrongType.isMet(replies.get(i))) {
                Pending<?> one = pending.get(i);
                List<CommandObject<String>> its =
                        WrongType.questions(link, one.operation().command());
                questions.addAll(its);
                asking.put(one, its.size());
            }
        }
        if (questions.isEmpty()) {
            return;
        }
        Iterator<Object> answers = link.callAll(questions).iterator();
        asking.forEach((one, number) -> {
            List<Object> its = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                its.add(answers.next());
            }
            one.met(its);
        });
    }

    /**
     * How many operations are in it.
     *
     * @return the number
     */
    public int size() {
        return pending.size();
    }

    private void requireNotExecuted() {
        if (executed) {
            throw new IllegalStateException("the batch has been executed; make another one");
        }
    }
}
