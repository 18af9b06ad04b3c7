// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a {@link KeySpace} that a pattern matches, to be walked over, counted, removed or given an end. Nothing is sent before that.
 *
 * <p>A walk goes over the primaries of a cluster, one after the other, page by page ({@code SCAN}), and never asks for all keys at once. A key that is
 * there from beginning to end is met, at least once, although slots move meanwhile; one that comes or goes may be met; one may be met twice.
 *
 * <p>Immutable.
 */
public final class KeySelection implements Iterable<ServerKey> {

    private static final long UNLIMITED = Long.MAX_VALUE;

    private final RedisLink link;
    private final byte[] pattern;
    private final byte[] internal;
    private final Terms terms;

    /** How keys are walked over. */
    private record Terms(@Nullable String type, boolean dryRun, long perSecond, Consumer<KeyProgress> watcher) {

        static final Terms DEFAULT = new Terms(null, /* dryRun= */ false, UNLIMITED, KeySelection::nobody);
    }

    /**
     * Makes a selection.
     *
     * @param pattern whole names
     * @param internal how names begin that are left out; empty for none
     */
    KeySelection(RedisLink link, byte[] pattern, String internal) {
        this(link, pattern, internal.getBytes(StandardCharsets.UTF_8), Terms.DEFAULT);
    }

    private KeySelection(RedisLink link, byte[] pattern, byte[] internal, Terms terms) {
        this.link = link;
        this.pattern = pattern;
        this.internal = internal;
        this.terms = terms;
    }

    private KeySelection with(Terms other) {
        return new KeySelection(link, pattern, internal, other);
    }

    /**
     * Only what is of one type.
     *
     * @param other as {@link KeySpace#type} tells it, such as {@code hash}
     * @return the selection
     */
    public KeySelection ofType(String other) {
        return with(new Terms(requireNonNull(other, "type"), terms.dryRun(), terms.perSecond(), terms.watcher()));
    }

    /**
     * The same, whose {@link #delete} and {@link #expire} only count.
     *
     * @return the selection
     */
    public KeySelection dryRun() {
        return with(new Terms(terms.type(), /* dryRun= */ true, terms.perSecond(), terms.watcher()));
    }

    /**
     * The same at a measured pace, to spare servers and replicas.
     *
     * @param keysPerSecond how many keys are met in a second at most, on average, at least 1
     * @return the selection
     * @throws IllegalArgumentException if it is less
     */
    public KeySelection atMost(long keysPerSecond) {
        if (keysPerSecond < 1) {
            throw new IllegalArgumentException("keys per second are less than 1: " + keysPerSecond);
        }
        return with(new Terms(terms.type(), terms.dryRun(), keysPerSecond, terms.watcher()));
    }

    /**
     * The same, of whose {@link #count}, {@link #delete} and {@link #expire} somebody is told.
     *
     * @param progress hears after each page how far it is, in the thread of the caller; what it throws ends the walk
     * @return the selection
     */
    public KeySelection watchedBy(Consumer<KeyProgress> progress) {
        return with(new Terms(terms.type(), terms.dryRun(), terms.perSecond(), requireNonNull(progress, "progress")));
    }

    /**
     * Walks over the keys.
     *
     * @return an iterator that reads page by page, confined to one thread; each call may throw as an operation does
     */
    @Override
    public Iterator<ServerKey> iterator() {
        KeyWalk walk = walk();
        return new Iterator<>() {
            private Iterator<byte[]> page = List.<byte[]>of().iterator();

            @Override
            public boolean hasNext() {
                while (!page.hasNext() && walk.hasNext()) {
                    page = walk.next().keys().iterator();
                }
                return page.hasNext();
            }

            @Override
            public ServerKey next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ServerKey.owning(page.next());
            }
        };
    }

    /**
     * Walks over the keys.
     *
     * @return a sequential stream that need not be closed
     */
    public Stream<ServerKey> stream() {
        return StreamSupport.stream(spliterator(), /* parallel= */ false);
    }

    /**
     * Counts the keys; one that is met twice counts twice.
     *
     * @return how many were met
     */
    public long count() {
        return each(KeyChanges.NONE).met();
    }

    /**
     * Removes the keys with all that is behind them: {@code UNLINK}. Of entries of caches no listener is told. What was removed before a failure
     * stays removed.
     *
     * @return what was done
     * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits for its pace
     */
    public KeyReport delete() {
        return each(KeyChanges::delete);
    }

    /**
     * Lets the keys end: {@code PEXPIRE}.
     *
     * @param timeToLive from when each is met, at least a millisecond
     * @return what was done
     * @throws IllegalArgumentException if it is shorter
     * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits for its pace
     */
    public KeyReport expire(Duration timeToLive) {
        long millis = Structure.millis(timeToLive);
        return each((node, keys) -> KeyChanges.expire(node, keys, millis));
    }

    private KeyReport each(KeyChanges.Change wanted) {
        KeyChanges.Change change = terms.dryRun() ? KeyChanges.NONE : wanted;
        Pace pace = new Pace(terms.perSecond(), System::nanoTime);
        KeyWalk walk = walk();
        long met = 0;
        long changed = 0;
        while (walk.hasNext()) {
            KeyWalk.Page page = walk.next();
            met += page.keys().size();
            changed += page.keys().isEmpty() ? 0 : change.of(page.node(), page.keys());
            terms.watcher().accept(new KeyProgress(met, changed, pace.elapsed()));
            if (walk.hasNext()) {
                pace.await(met);
            }
        }
        return new KeyReport(met, changed, terms.dryRun(), pace.elapsed());
    }

    private static void nobody(KeyProgress progress) {
        // is told
    }

    private KeyWalk walk() {
        return new KeyWalk(link, pattern, terms.type(), internal, Pace.page(terms.perSecond()));
    }
}
