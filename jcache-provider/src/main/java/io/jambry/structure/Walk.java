// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * A walk over a structure in pages. What is there all the time comes at least once; what comes or goes meanwhile may come. Confined to one
 * thread.
 *
 * @param <R> what pages consist of
 * @param <E> what it is for the caller
 */
abstract class Walk<R, E> implements Iterator<E> {

    static final int PAGE = 500;

    private final Queue<R> page = new ArrayDeque<>();
    private byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
    private boolean begun;
    private @Nullable E last;

    /** Reads what comes at a cursor. */
    abstract ScanResult<R> page(byte[] at);

    /** What it is for the caller. */
    abstract E element(R raw);

    /** Removes it from the structure. */
    abstract void remove(E element);

    @Override
    public final boolean hasNext() {
        while (page.isEmpty() && !(begun && isAtEnd())) {
            ScanResult<R> next = page(cursor);
            begun = true;
            cursor = next.getCursorAsBytes();
            page.addAll(next.getResult());
        }
        return !page.isEmpty();
    }

    private boolean isAtEnd() {
        return cursor.length == 1 && cursor[0] == '0';
    }

    @Override
    public final E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        E element = element(page.remove());
        last = element;
        return element;
    }

    @Override
    public final void remove() {
        E element = last;
        if (element == null) {
            throw new IllegalStateException("next has not been called, or its element has been removed");
        }
        last = null;
        remove(element);
    }
}
