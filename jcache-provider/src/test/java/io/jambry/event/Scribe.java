// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.event.Written.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.cache.Cache;

/** A member that puts and removes entries without a pause, in one thread, and keeps books of it. */
final class Scribe extends Thread {

    private static final int REMOVALS_IN_TEN = 3;

    private final Cache<String, String> cache;
    private final int writer;
    private final List<String> keys;
    private final SplittableRandom random;

    /** Guarded by itself. */
    private final List<Written> book = new ArrayList<>();

    private volatile boolean ending;

    Scribe(Cache<String, String> cache, int writer, List<String> keys) {
        super("scribe-" + writer);
        this.cache = cache;
        this.writer = writer;
        this.keys = keys;
        this.random = new SplittableRandom(writer);
    }

    /** All writes so far that have ended. */
    List<Written> book() {
        synchronized (book) {
            return List.copyOf(book);
        }
    }

    /** How many writes were done. */
    long done() {
        return book().stream().filter(write -> write.fate() == Fate.DONE).count();
    }

    void end() throws InterruptedException {
        ending = true;
        join();
    }

    @Override
    public void run() {
        for (int number = 0; !ending; number++) {
            String key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(10) < REMOVALS_IN_TEN) {
                remove(key, number);
            } else {
                put(key, number);
            }
        }
    }

    private void put(String key, int number) {
        String value = writer + ":" + number;
        long begun = System.nanoTime();
        Fate fate = Fate.DONE;
        try {
            cache.put(key, value);
        } catch (JambryException e) {
            fate = fate(e);
        }
        note(new Written(writer, number, key, Written.put(value), begun, fate));
    }

    private void remove(String key, int number) {
        long begun = System.nanoTime();
        try {
            String removed = cache.getAndRemove(key);
            if (removed != null) {
                note(new Written(writer, number, key, Written.removal(removed), begun, Fate.DONE));
            }
        } catch (JambryException e) {
            note(new Written(writer, number, key, "", begun, fate(e)));
        }
    }

    private static Fate fate(JambryException failure) {
        if (failure instanceof NotExecutedException) {
            return Fate.NOT_DONE;
        }
        if (failure instanceof OutcomeUnknownException) {
            return Fate.UNKNOWN;
        }
        throw failure;
    }

    private void note(Written write) {
        synchronized (book) {
            book.add(write);
        }
    }
}
