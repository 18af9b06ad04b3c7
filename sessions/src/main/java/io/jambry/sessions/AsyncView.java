// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.NotExecutedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The operations of a repository, one line each, on an executor. Thread-safe. */
record AsyncView(SessionRepository sessions, Executor executor) implements AsyncSessions {

    @Override
    public CompletionStage<Optional<SessionData>> find(String id) {
        return supply(() -> sessions.find(id));
    }

    @Override
    public CompletionStage<CommitOutcome> commit(SessionData session) {
        return supply(() -> sessions.commit(session));
    }

    @Override
    public CompletionStage<Boolean> changeId(SessionData session, String newId) {
        return supply(() -> sessions.changeId(session, newId));
    }

    @Override
    public CompletionStage<Boolean> invalidate(SessionData session) {
        return supply(() -> sessions.invalidate(session));
    }

    @Override
    public CompletionStage<Boolean> expel(SessionData session) {
        return supply(() -> sessions.expel(session));
    }

    @Override
    public CompletionStage<Optional<SessionData>> peek(String handle) {
        return supply(() -> sessions.peek(handle));
    }

    @Override
    public CompletionStage<List<SessionData>> ofPrincipal(String principal) {
        return supply(() -> sessions.ofPrincipal(principal));
    }

    @Override
    public CompletionStage<List<SessionData>> invalidateAll(String principal) {
        return supply(() -> sessions.invalidateAll(principal));
    }

    @Override
    public CompletionStage<Integer> expelAll(String principal) {
        return supply(() -> sessions.expelAll(principal));
    }

    private <R> CompletionStage<R> supply(Supplier<R> operation) {
        CompletableFuture<R> later = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    later.complete(operation.get());
                } catch (RuntimeException | Error e) {
                    later.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            later.completeExceptionally(new NotExecutedException(
                    "sessions of '" + sessions.settings().application()
                            + "': the executor takes no more; let it have more room, or call less at a time",
                    e));
        }
        return later;
    }
}
