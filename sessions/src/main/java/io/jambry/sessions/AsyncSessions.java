// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The operations of a {@link SessionRepository} that ask the server, each run on an executor: the same name, the same arguments, the same
 * effect, the result later. What the blocking method throws, the stage fails with; an executor that takes no more fails it with
 * {@link io.jambry.NotExecutedException}.
 *
 * <p>Thread-safe. Operations sent one after the other may run in any order: compose stages where order matters. Completing or cancelling a
 * stage from outside stops nothing. Actions that depend on a stage without naming an executor run on a thread of the executor, or the
 * caller's.
 */
public interface AsyncSessions {

    /**
     * As {@link SessionRepository#find}.
     *
     * @param id what the client sent, whatever it is
     * @return the result, later
     */
    CompletionStage<Optional<SessionData>> find(String id);

    /**
     * As {@link SessionRepository#commit}. Nobody else should use the session until then.
     *
     * @param session the session
     * @return the result, later
     */
    CompletionStage<CommitOutcome> commit(SessionData session);

    /**
     * As {@link SessionRepository#changeId}.
     *
     * @param session the session
     * @param newId its new id
     * @return the result, later
     */
    CompletionStage<Boolean> changeId(SessionData session, String newId);

    /**
     * As {@link SessionRepository#invalidate}.
     *
     * @param session the session
     * @return the result, later
     */
    CompletionStage<Boolean> invalidate(SessionData session);

    /**
     * As {@link SessionRepository#expel}.
     *
     * @param session the session
     * @return the result, later
     */
    CompletionStage<Boolean> expel(SessionData session);

    /**
     * As {@link SessionRepository#peek}.
     *
     * @param handle as {@link SessionData#handle} tells it
     * @return the result, later
     */
    CompletionStage<Optional<SessionData>> peek(String handle);

    /**
     * As {@link SessionRepository#ofPrincipal}.
     *
     * @param principal the name of the user
     * @return the result, later
     */
    CompletionStage<List<SessionData>> ofPrincipal(String principal);

    /**
     * As {@link SessionRepository#invalidateAll}.
     *
     * @param principal the name of the user
     * @return the result, later
     */
    CompletionStage<List<SessionData>> invalidateAll(String principal);

    /**
     * As {@link SessionRepository#expelAll}.
     *
     * @param principal the name of the user
     * @return the result, later
     */
    CompletionStage<Integer> expelAll(String principal);
}
