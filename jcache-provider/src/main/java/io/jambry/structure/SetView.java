// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.EncodingException;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;

/** A set of the server as {@code java.util} sees it. Thread-safe. */
final class SetView<E> extends AbstractSet<E> {

    private final RedisSet<E> set;

    SetView(RedisSet<E> set) {
        this.set = set;
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
    public boolean contains(Object element) {
        return Asked.isTrue(() -> set.contains(cast(element)).call());
    }

    @Override
    public boolean containsAll(Collection<?> elements) {
        return elements.isEmpty()
                || Asked.isTrue(() -> set.existing(casts(elements)).call().containsAll(elements));
    }

    @Override
    public boolean add(E element) {
        return set.add(element).call();
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        List<E> all = List.copyOf(elements);
        return !all.isEmpty() && set.addAll(all).call() > 0;
    }

    @Override
    public boolean remove(Object element) {
        return Asked.isTrue(() -> set.remove(cast(element)).call());
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        if (elements.isEmpty()) {
            return false;
        }
        try {
            return set.removeAll(casts(elements)).call() > 0;
        } catch (EncodingException e) {
            // those that cannot be written are not there, the others may be
            return super.removeAll(elements);
        }
    }

    @Override
    public void clear() {
        set.delete().call();
    }

    @Override
    public Iterator<E> iterator() {
        return new SetWalk<>(set);
    }

    /** Without a size: it may change until all elements have come. */
    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.NONNULL);
    }

    @SuppressWarnings("unchecked") // what is no element is refused when it is encoded
    private E cast(Object element) {
        return (E) element;
    }

    @SuppressWarnings("unchecked")
    private Collection<E> casts(Collection<?> elements) {
        return (Collection<E>) List.copyOf(elements);
    }
}
