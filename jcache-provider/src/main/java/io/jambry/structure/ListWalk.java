// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A walk over a list in pages, in both directions: {@code LRANGE}. Confined to one thread. */
final class ListWalk<E> implements ListIterator<E> {

    private static final int PAGE = 500;

    private final RedisList<E> list;

    /** What was read, and the place of its first element. */
    private List<byte[]> page = List.of();

    private long start;

    /** The place of what {@link #next} gives. */
    private long cursor;

    /** What was given last; null if nothing was, or it is not there any more. */
    private @Nullable Given given;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Given(long place, byte[] bytes) {}

    ListWalk(RedisList<E> list, long index) {
        this.list = list;
        this.cursor = index;
    }

    @Override
    public boolean hasNext() {
        return at(cursor, cursor) != null;
    }

    @Override
    public E next() {
        byte[] element = at(cursor, cursor);
        if (element == null) {
            throw new NoSuchElementException();
        }
        given = new Given(cursor, element);
        cursor++;
        return list.form().decode(element);
    }

    @Override
    public boolean hasPrevious() {
        while (cursor > 0) {
            if (before() != null) {
                return true;
            }
            // the list has become shorter
            cursor = start + page.size();
        }
        return false;
    }

    private byte @Nullable [] before() {
        return at(cursor - 1, Math.max(0, cursor - PAGE));
    }

    @Override
    public E previous() {
        byte[] element = hasPrevious() ? before() : null;
        if (element == null) {
            throw new NoSuchElementException();
        }
        cursor--;
        given = new Given(cursor, element);
        return list.form().decode(element);
    }

    /** The element at a place, from the page, or from one that is read from a place on. */
    private byte @Nullable [] at(long place, long from) {
        if (!isInPage(place)) {
            page = new ArrayList<>(list.link().call(list.raw(from, from + PAGE - 1)));
            start = from;
        }
        return isInPage(place) ? page.get((int) (place - start)) : null;
    }

    @Override
    public int nextIndex() {
        return (int) Math.min(Integer.MAX_VALUE, cursor);
    }

    @Override
    public int previousIndex() {
        return nextIndex() - 1;
    }

    @Override
    public void remove() {
        Given removed = given();
        long place = removed.place();
        requireUnmoved(list.link().call(list.scripts().remove(place, removed.bytes())));
        if (isInPage(place)) {
            page.remove((int) (place - start));
        } else if (place < start) {
            start--;
        }
        if (place < cursor) {
            cursor--;
        }
        given = null;
    }

    @Override
    public void set(E element) {
        Given replaced = given();
        long place = replaced.place();
        byte[] bytes = list.bytes(element);
        requireUnmoved(list.link().call(list.scripts().set(place, replaced.bytes(), bytes)));
        if (isInPage(place)) {
            page.set((int) (place - start), bytes);
        }
        given = new Given(place, bytes);
    }

    @Override
    public void add(E element) {
        requireUnmoved(list.insert(cursor, element).call().isPresent());
        // what comes next has another place now
        page = List.of();
        cursor++;
        given = null;
    }

    private Given given() {
        Given last = given;
        if (last == null) {
            throw new IllegalStateException("no element was given, or it has been changed since");
        }
        return last;
    }

    private boolean isInPage(long place) {
        return place >= start && place < start + page.size();
    }

    private void requireUnmoved(boolean done) {
        if (!done) {
            throw new ConcurrentModificationException(
                    list + ": somebody else has changed it, so the element is at another place; walk again");
        }
    }
}
