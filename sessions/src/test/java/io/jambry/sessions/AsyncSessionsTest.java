// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncSessionsTest {

    /** What asks no server, or gives the view. */
    private static final Set<String> NOT_ASKING =
            Set.of("of", "create", "counters", "settings", "observe", "async", "encrypts");

    /** For the stores of containers, which wait. */
    private static final Set<String> OF_CONTAINERS = Set.of("handleOf", "look", "over");

    private final Node node = Node.of(Node.settings());
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final AsyncSessions sessions = node.sessions().async(executor);

    @AfterEach
    void close() {
        executor.shutdown();
        node.close();
    }

    @Test
    void operations_composed_doWhatTheBlockingOnesDo() throws Exception {
        String id = Node.newId();
        String fresh = Node.newId();
        SessionData session = node.sessions().create(id, 600);
        session.attributes().put("name", "Ada");
        session.principal("ada");

        CompletionStage<List<SessionData>> all = sessions.commit(session)
                .thenCompose(stored -> sessions.changeId(session, fresh))
                .thenCompose(changed -> sessions.ofPrincipal("ada"));

        assertThat(all.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .extracting(SessionData::handle)
                .containsExactly(session.handle());
        assertThat(now(sessions.find(fresh)).orElseThrow().attributes()).containsEntry("name", "Ada");
        assertThat(now(sessions.find(id))).isEmpty();
        assertThat(now(sessions.peek(session.handle()))).isPresent();
        assertThat(now(sessions.expelAll("ada"))).isEqualTo(1);
        assertThat(now(sessions.invalidate(session))).isFalse();
    }

    @Test
    void operation_fails_theStageDoes() {
        SessionData session = node.sessions().create(Node.newId(), 600);

        assertThatThrownBy(() -> now(sessions.changeId(session, "short")))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void executor_full_failsTheStageByMessage() {
        AsyncSessions refused = node.sessions().async(task -> {
            throw new RejectedExecutionException();
        });

        assertThatThrownBy(() -> now(refused.find(Node.newId())))
                .hasCauseInstanceOf(NotExecutedException.class)
                .hasMessageContaining("the executor takes no more; let it have more room, or call less at a time");
    }

    @Test
    void view_hasEachOperationThatAsksTheServer() {
        Set<String> blocking = new TreeSet<>();
        for (Method method : SessionRepository.class.getMethods()) {
            if (method.getDeclaringClass() == SessionRepository.class
                    && !NOT_ASKING.contains(method.getName())
                    && !OF_CONTAINERS.contains(method.getName())) {
                blocking.add(signature(method));
            }
        }
        List<String> view = new ArrayList<>();
        for (Method method : AsyncSessions.class.getMethods()) {
            view.add(signature(method));
            assertThat(method.getReturnType()).isEqualTo(CompletionStage.class);
        }

        assertThat(view).containsExactlyInAnyOrderElementsOf(blocking);
    }

    private static String signature(Method method) {
        return method.getName() + List.of(method.getParameterTypes());
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
