// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Spliterator;
import java.util.Spliterators;

/** A list of the server as {@code java.util} sees it. Thread-safe. */
final class ListView<E> extends AbstractList<E> {

    private final RedisList<E> list;

    ListView(RedisList<E> list) {
        this.list = list;
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, list.size().call());
    }

    @Override
    public boolean isEmpty() {
        return !list.exists().call();
    }

    @Override
    public E get(int index) {
        requirePlace(index);
        return list.get(index).call().orElseThrow(() -> outside(index));
    }

    @Override
    public E set(int index, E element) {
        requirePlace(index);
        return list.getAndSet(index, element).call().orElseThrow(() -> outside(index));
    }

    @Override
    public boolean add(E element) {
        return list.add(element).call() > 0;
    }

    @Override
    public void add(int index, E element) {
        requirePlace(index);
        if (list.insert(index, element).call().isEmpty()) {
            throw outside(index);
        }
    }

    @Override
    public E remove(int index) {
        requirePlace(index);
        return list.removeAt(index).call().orElseThrow(() -> outside(index));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        List<E> all = List.copyOf(elements);
        return !all.isEmpty() && list.addAll(all).call() > 0;
    }

    @Override
    public void clear() {
        list.delete().call();
    }

    @Override
    public Iterator<E> iterator() {
        return new ListWalk<>(list, 0);
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        requirePlace(index);
        if (index > 0 && index > size()) {
            throw outside(index);
        }
        return new ListWalk<>(list, index);
    }

    /** Without a size: it may change until all elements have come. */
    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL);
    }

    private void requirePlace(int index) {
        if (index < 0) {
            throw outside(index);
        }
    }

    private IndexOutOfBoundsException outside(int index) {
        return new IndexOutOfBoundsException(list + " has no place " + index);
    }
}
