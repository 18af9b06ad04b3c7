// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM knows of locks that it uses at the moment, by what they are and their names; nothing is left of a lock that nobody uses.
 * Thread-safe.
 */
final class Locals {

    private final Map<Holdable.Id, Local> all = new ConcurrentHashMap<>();

    /** What is known of one lock. Thread-safe. */
    static final class Local {

        private final Gate gate = new Gate();
        private final Map<Thread, Tenancy> tenancies = new ConcurrentHashMap<>();

        /** Changed by the map alone, which does so for one thread at a time. */
        private int users;

        Gate gate() {
            return gate;
        }

        /** What threads have locked and not unlocked. */
        Map<Thread, Tenancy> tenancies() {
            return tenancies;
        }
    }

    /** Uses a lock until it is {@linkplain #unpin unpinned} as often. */
    Local pin(Holdable.Id id) {
        return all.compute(id, (same, known) -> {
            Local local = known == null ? new Local() : known;
            local.users++;
            return local;
        });
    }

    void unpin(Holdable.Id id) {
        all.computeIfPresent(id, (same, local) -> --local.users == 0 ? null : local);
    }

    /** What a thread has of a lock; null for nothing. */
    @Nullable
    Tenancy tenancy(Holdable.Id id, Thread thread) {
        Local local = all.get(id);
        return local == null ? null : local.tenancies.get(thread);
    }

    /** Notes what a thread has of a lock. */
    void move(Holdable.Id id, Thread thread, Tenancy tenancy) {
        pin(id).tenancies.put(thread, tenancy);
    }

    /** Forgets what a thread has of a lock. */
    void leave(Holdable.Id id, Thread thread) {
        Local local = all.get(id);
        if (local != null && local.tenancies.remove(thread) != null) {
            unpin(id);
        }
    }

    boolean hasWaiters(Holdable.Id id) {
        Local local = all.get(id);
        return local != null && local.gate.hasWaiters();
    }

    void forEach(BiConsumer<Holdable.Id, Local> action) {
        all.forEach(action);
    }

    int size() {
        return all.size();
    }
}
