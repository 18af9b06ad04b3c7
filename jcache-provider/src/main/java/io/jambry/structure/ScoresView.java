// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sorted set of the server as the map of its scores. Thread-safe. */
final class ScoresView<E> extends EntriesView<E, Double> {

    private final RedisSortedSet<E> set;

    ScoresView(RedisSortedSet<E> set) {
        this.set = set;
    }

    @Override
    Iterator<Map.Entry<E, Double>> walk() {
        return new ScoresWalk<>(set);
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, set.size().call());
    }

    @Override
    public boolean isEmpty() {
        return !set.exists().call();
    }

    @Override
    public boolean containsKey(Object element) {
        return get(element) != null;
    }

    @Override
    public @Nullable Double get(Object element) {
        return Asked.<Double>orNull(() -> set.score(cast(element)).call().orElse(null));
    }

    @Override
    public @Nullable Double put(E element, Double score) {
        return set.getAndAdd(element, score).call().orElse(null);
    }

    @Override
    public void putAll(Map<? extends E, ? extends Double> scores) {
        if (!scores.isEmpty()) {
            set.addAll(Map.<E, Double>copyOf(scores)).call();
        }
    }

    @Override
    public @Nullable Double putIfAbsent(E element, Double score) {
        while (!set.add(element, score, ScoreRule.IF_ABSENT).call()) {
            Optional<Double> there = set.score(element).call();
            if (there.isPresent()) {
                return there.get();
            }
        }
        return null;
    }

    @Override
    public @Nullable Double remove(Object element) {
        return Asked.<Double>orNull(() -> set.getAndRemove(cast(element)).call().orElse(null));
    }

    @Override
    public boolean remove(Object element, Object score) {
        return score instanceof Double expected
                && Asked.isTrue(() -> set.link().call(set.scripts().remove(set.bytes(cast(element)), expected)));
    }

    @Override
    public @Nullable Double replace(E element, Double score) {
        return set.link()
                .call(set.scripts().replace(set.bytes(element), Scores.require("score", score)))
                .orElse(null);
    }

    @Override
    public boolean replace(E element, Double expected, Double score) {
        return set.link().call(set.scripts().replace(set.bytes(element), expected, Scores.require("score", score)));
    }

    @Override
    public void clear() {
        set.delete().call();
    }

    @SuppressWarnings("unchecked") // what is no element is refused when it is encoded
    private E cast(Object element) {
        return (E) element;
    }
}
