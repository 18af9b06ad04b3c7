// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.event.EventType;

/**
 * What plays around one cache: says what the script wants of those that are called, and notes that they were.
 *
 * <p>Thread-safe.
 */
final class Stage {

    /** An event whose delivery is to fail. */
    record Refusal(EventType type, String key) {}

    private final Allowances allowances;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private final List<String> loaded = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final Set<Refusal> refusals = new LinkedHashSet<>();
    private final Set<String> removedAbsent = new LinkedHashSet<>();
    private Turn turn = Turn.CALM;
    private int operation = -1;
    private Verb verb = Verb.GET;
    private Set<String> writable = Set.copyOf(Operation.KEYS);

    Stage(Allowances allowances) {
        this.allowances = allowances;
    }

    synchronized void begin(Operation next) {
        turn = next.turn();
        operation = next.id();
        verb = next.verb();
        asked.clear();
        loaded.clear();
        written.clear();
        refusals.clear();
        removedAbsent.clear();
        writable = Set.copyOf(Operation.KEYS);
    }

    Allowances allowances() {
        return allowances;
    }

    synchronized Turn turn() {
        return turn;
    }

    synchronized int operation() {
        return operation;
    }

    synchronized Verb verb() {
        return verb;
    }

    /** Names the only keys that {@code deleteAll} is to see, because the others have expired. */
    synchronized void limitWriter(Set<String> keys) {
        writable = Set.copyOf(keys);
    }

    synchronized boolean writes(String key) {
        return writable.contains(key);
    }

    synchronized void asked(String callback) {
        asked.merge(callback, 1, Integer::sum);
    }

    synchronized void loading(Collection<String> keys) {
        loaded.addAll(keys);
    }

    synchronized void writing(String call) {
        written.add(call);
    }

    synchronized void refuse(Heard event) {
        refusals.add(new Refusal(event.type(), event.key()));
    }

    synchronized void removedAbsent(String key) {
        removedAbsent.add(key);
    }

    void heard(Heard event) {
        heard.add(event);
    }

    void violation(String text) {
        violations.add(text);
    }

    synchronized Map<String, Integer> askedSoFar() {
        return Map.copyOf(asked);
    }

    synchronized List<String> loadedSoFar() {
        return List.copyOf(loaded);
    }

    synchronized List<String> writtenSoFar() {
        return List.copyOf(written);
    }

    synchronized Set<Refusal> refusalsSoFar() {
        return Set.copyOf(refusals);
    }

    synchronized Set<String> removedAbsentSoFar() {
        return Set.copyOf(removedAbsent);
    }

    List<Heard> takeHeard() {
        return take(heard);
    }

    List<String> takeViolations() {
        return take(violations);
    }

    private static <T> List<T> take(Queue<T> queue) {
        List<T> taken = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
