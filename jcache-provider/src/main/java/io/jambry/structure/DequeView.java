// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A list of the server as {@code java.util.concurrent} sees it from its ends. Thread-safe. */
final class DequeView<E> extends AbstractQueue<E> implements BlockingDeque<E> {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final int PAGE = 500;

    private final RedisDeque<E> deque;
    private final RedisList<E> list;

    /** One list, seen in two ways. */
    DequeView(RedisDeque<E> deque, RedisList<E> list) {
        this.deque = deque;
        this.list = list;
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, deque.size().call());
    }

    @Override
    public boolean isEmpty() {
        return !deque.exists().call();
    }

    @Override
    public void clear() {
        deque.delete().call();
    }

    @Override
    public int remainingCapacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean offerFirst(E element) {
        return deque.addFirst(element).call() > 0;
    }

    @Override
    public boolean offerLast(E element) {
        return deque.addLast(element).call() > 0;
    }

    @Override
    public boolean offerFirst(E element, long timeout, TimeUnit unit) {
        return offerFirst(element);
    }

    @Override
    public boolean offerLast(E element, long timeout, TimeUnit unit) {
        return offerLast(element);
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) {
        return offerLast(element);
    }

    @Override
    public boolean offer(E element) {
        return offerLast(element);
    }

    @Override
    public void addFirst(E element) {
        offerFirst(element);
    }

    @Override
    public void addLast(E element) {
        offerLast(element);
    }

    @Override
    public void putFirst(E element) {
        offerFirst(element);
    }

    @Override
    public void putLast(E element) {
        offerLast(element);
    }

    @Override
    public void put(E element) {
        offerLast(element);
    }

    @Override
    public void push(E element) {
        offerFirst(element);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        if (elements == this) {
            throw new IllegalArgumentException(deque + " cannot be put into itself");
        }
        List<E> all = List.copyOf(elements);
        return !all.isEmpty() && deque.addAllLast(all).call() > 0;
    }

    @Override
    public @Nullable E peekFirst() {
        return deque.peekFirst().call().orElse(null);
    }

    @Override
    public @Nullable E peekLast() {
        return deque.peekLast().call().orElse(null);
    }

    @Override
    public @Nullable E peek() {
        return peekFirst();
    }

    @Override
    public E getFirst() {
        return deque.peekFirst().call().orElseThrow(this::empty);
    }

    @Override
    public E getLast() {
        return deque.peekLast().call().orElseThrow(this::empty);
    }

    @Override
    public @Nullable E pollFirst() {
        return deque.pollFirst().call().orElse(null);
    }

    @Override
    public @Nullable E pollLast() {
        return deque.pollLast().call().orElse(null);
    }

    @Override
    public @Nullable E poll() {
        return pollFirst();
    }

    @Override
    public E removeFirst() {
        return deque.pollFirst().call().orElseThrow(this::empty);
    }

    @Override
    public E removeLast() {
        return deque.pollLast().call().orElseThrow(this::empty);
    }

    @Override
    public E pop() {
        return removeFirst();
    }

    @Override
    public @Nullable E pollFirst(long timeout, TimeUnit unit) throws InterruptedException {
        return timeout <= 0
                ? deque.pollFirst().call().orElse(null)
                : came(deque.takeFirst(Duration.ofNanos(unit.toNanos(timeout)))).orElse(null);
    }

    @Override
    public @Nullable E pollLast(long timeout, TimeUnit unit) throws InterruptedException {
        return timeout <= 0
                ? deque.pollLast().call().orElse(null)
                : came(deque.takeLast(Duration.ofNanos(unit.toNanos(timeout)))).orElse(null);
    }

    @Override
    public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return pollFirst(timeout, unit);
    }

    @Override
    public E takeFirst() throws InterruptedException {
        for (; ; ) {
            Optional<E> element = came(deque.takeFirst(FOR_EVER));
            if (element.isPresent()) {
                return element.get();
            }
        }
    }

    @Override
    public E takeLast() throws InterruptedException {
        for (; ; ) {
            Optional<E> element = came(deque.takeLast(FOR_EVER));
            if (element.isPresent()) {
                return element.get();
            }
        }
    }

    @Override
    public E take() throws InterruptedException {
        return takeFirst();
    }

    /** Who has taken an element gets it, even if interrupted meanwhile. */
    private Optional<E> came(Operation<Optional<E>> wait) throws InterruptedException {
        Optional<E> element = wait.call();
        if (element.isEmpty() && Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for an element of " + deque);
        }
        return element;
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> target, int most) {
        if (Objects.requireNonNull(target, "target") == this) {
            throw new IllegalArgumentException(deque + " cannot be put into itself");
        }
        int drained = 0;
        while (drained < most) {
            List<E> elements = deque.pollFirst(Math.min(PAGE, most - drained)).call();
            if (elements.isEmpty()) {
                break;
            }
            target.addAll(elements);
            drained += elements.size();
        }
        return drained;
    }

    @Override
    public boolean removeFirstOccurrence(Object element) {
        return removeFrom(iterator(), element);
    }

    @Override
    public boolean removeLastOccurrence(Object element) {
        return removeFrom(descendingIterator(), element);
    }

    private boolean removeFrom(Iterator<E> elements, Object element) {
        while (elements.hasNext()) {
            if (elements.next().equals(element)) {
                elements.remove();
                return true;
            }
        }
        return false;
    }

    @Override
    public Iterator<E> iterator() {
        return new ListWalk<>(list, 0);
    }

    @Override
    public Iterator<E> descendingIterator() {
        return list.descending();
    }

    /** Without a size: it may change until all elements have come. */
    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL);
    }

    private NoSuchElementException empty() {
        return new NoSuchElementException(deque + " is empty");
    }
}
