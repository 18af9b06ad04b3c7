// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server with one entry behind a simulated network: others may run while a request or a reply is on its way, never while
 * the server executes. It is right itself; what is wrong in the museum is wrong in a client.
 */
final class FakeServer implements Client {

    private final Interleaving interleaving;
    private final StoredEntry entry = new StoredEntry();
    private final List<Consumer<@Nullable String>> watchers = new ArrayList<>();
    private final Map<String, Answer> answered = new HashMap<>();

    FakeServer(Interleaving interleaving) {
        this.interleaving = interleaving;
    }

    Interleaving interleaving() {
        return interleaving;
    }

    /** Over a network that loses nothing. */
    @Override
    public @Nullable String call(Verb verb, List<String> arguments) {
        interleaving.pause();
        String answer = execute(verb, arguments);
        interleaving.pause();
        return answer;
    }

    /** Over a network that fails every other time: before the request, on its way there, on the way back, or by delay. */
    @Nullable
    String callBadly(Verb verb, List<String> arguments) {
        return overBadNetwork(() -> execute(verb, arguments));
    }

    /** Over the same network, with an id: the server executes an id once and answers the same again. */
    @Nullable
    String callBadly(String id, Verb verb, List<String> arguments) {
        return overBadNetwork(() -> answered.computeIfAbsent(id, unseen -> new Answer(execute(verb, arguments)))
                .text());
    }

    /** Tells a watcher each value, in the moment of the change. */
    void watch(Consumer<@Nullable String> watcher) {
        watchers.add(watcher);
    }

    private @Nullable String overBadNetwork(Request request) {
        interleaving.pause();
        switch (interleaving.choose(8)) {
            case 0 -> throw new NotExecutedException("the request was refused");
            case 1 -> throw new OutcomeUnknownException("the request was lost");
            case 2 -> {
                interleaving.later(request::execute);
                throw new OutcomeUnknownException("the request was late");
            }
            case 3 -> {
                request.execute();
                interleaving.pause();
                throw new OutcomeUnknownException("the reply was lost");
            }
            default -> {
                String answer = request.execute();
                interleaving.pause();
                return answer;
            }
        }
    }

    private @Nullable String execute(Verb verb, List<String> arguments) {
        String before = entry.value();
        String answer = entry.execute(verb, arguments);
        String after = entry.value();
        if (after != null ? !after.equals(before) : before != null) {
            watchers.forEach(watcher -> watcher.accept(after));
        }
        return answer;
    }

    /** What the server does when the request arrives. */
    private interface Request {
        @Nullable
        String execute();
    }

    private record Answer(@Nullable String text) {}
}
