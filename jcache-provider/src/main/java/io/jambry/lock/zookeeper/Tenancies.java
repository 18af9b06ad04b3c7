// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What threads have locked and not unlocked. Thread-safe. */
final class Tenancies {

    private final Map<Key, Tenancy> all = new ConcurrentHashMap<>();

    private record Key(Place place, Thread thread) {}

    /** What one thread has, and how often. Confined to that thread. */
    static final class Tenancy {

        private final SessionHold hold;
        private int times = 1;

        private Tenancy(SessionHold hold) {
            this.hold = hold;
        }

        SessionHold hold() {
            return hold;
        }

        int times() {
            return times;
        }

        void again() {
            hold.requireNotLost();
            times++;
        }
    }

    /** What this thread has; null for nothing. */
    @Nullable
    Tenancy mine(Place place) {
        return all.get(new Key(place, Thread.currentThread()));
    }

    void begin(Place place, SessionHold hold) {
        all.put(new Key(place, Thread.currentThread()), new Tenancy(hold));
    }

    /** Ends one of the times; the last time gives it back. */
    void leave(Place place) {
        Tenancy tenancy = mine(place);
        if (tenancy == null) {
            throw notHeld(place);
        }
        tenancy.times--;
        if (tenancy.times > 0) {
            tenancy.hold.requireNotLost();
            return;
        }
        all.remove(new Key(place, Thread.currentThread()));
        tenancy.hold.release();
    }

    static IllegalMonitorStateException notHeld(Place place) {
        return new IllegalMonitorStateException(place + " is not held by this thread");
    }
}
