// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static java.util.Objects.requireNonNull;

import io.jambry.CacheEntryGapListener;
import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.ChangeReceiver;
import io.jambry.spi.Feed;
import io.jambry.spi.StoredChange;
import io.jambry.spi.Wish;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The listeners in this JVM of a cache that several JVMs change: they hear of changes by a {@link Feed}, their own JVM's included.
 *
 * <p>Synchronous listeners run on the executor, one change of a key after the other, those of different keys side by side; whoever made
 * the change waits for them in the feed. Each asynchronous listener has a queue. Both have an end: what is too much is dropped and
 * counted, and the listener is told that events are missing before it hears the next one.
 *
 * <p>Failure: what a synchronous listener throws goes back through the feed, after all others have run. What an asynchronous one throws is
 * counted, and the first of a kind logged. A listener that looks at something this JVM cannot decode gets a {@link io.jambry.DecodingException}; where it does not
 * catch that, the event is over for this listener, and nobody else hears of it.
 *
 * <p>Thread-safe.
 */
public final class SharedListeners<K, V> implements Registrations<K, V>, ChangeReceiver {

    private static final System.Logger LOG = System.getLogger(SharedListeners.class.getName());

    private final String cacheName;
    private final Executor executor;
    private final int mostWaiting;
    private final Decoding<K, V> decoding;
    private final Consumer<List<Closeable>> closer;
    private final FeedCounters counters;
    private final ListenerFailures failures;
    private final KeyTurns turns;
    private final CopyOnWriteArrayList<Registration<K, V>> synchronous = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<ToldLane<K, V>> asynchronous = new CopyOnWriteArrayList<>();

    /** Held while listeners come and go, and the others are asked to tell what is wanted. */
    private final ReentrantLock registering = new ReentrantLock();

    private volatile @Nullable Feed feed;
    private volatile @Nullable Cache<K, V> source;
    private volatile boolean warnedOfGap;

    /** What synchronous listeners have still to be told, because there was no thread. Used by the thread that tells. */
    private @Nullable String owedGap;

    /**
     * No listeners yet.
     *
     * @param cacheName the cache, for messages
     * @param executor runs listeners
     * @param mostWaiting how many events may wait for an asynchronous listener, and for all synchronous ones together
     * @param decoding keys and values as objects
     * @param closer closes listeners whose registration fails
     */
    public SharedListeners(
            String cacheName,
            Executor executor,
            int mostWaiting,
            Decoding<K, V> decoding,
            Consumer<List<Closeable>> closer) {
        this.cacheName = cacheName;
        this.executor = executor;
        this.mostWaiting = mostWaiting;
        this.decoding = decoding;
        this.closer = closer;
        this.counters = new FeedCounters(cacheName);
        this.failures = new ListenerFailures(cacheName);
        this.turns = new KeyTurns(executor, mostWaiting);
    }

    /**
     * Opens the feed of the cache.
     *
     * @param feeds gives the changes of the cache if other JVMs make some, too
     * @return the feed, if there is one; closed with the listeners
     */
    public Optional<Feed> join(Function<ChangeReceiver, Optional<Feed>> feeds) {
        Optional<Feed> found = feeds.apply(this);
        feed = found.orElse(null);
        return found;
    }

    /**
     * Begins to listen.
     *
     * @param cache what events say they come from
     * @param configurations the first listeners
     * @throws NotExecutedException if those who change the cache could not be told
     */
    public void open(Cache<K, V> cache, Iterable<? extends CacheEntryListenerConfiguration<K, V>> configurations) {
        source = cache;
        boolean any = false;
        for (CacheEntryListenerConfiguration<K, V> configuration : configurations) {
            requireNew(configuration);
            add(new Registration<>(configuration, failures));
            any = true;
        }
        if (any) {
            want(requireNonNull(feed, "feed"));
        }
    }

    /**
     * What became of the changes that were told.
     *
     * @return live counters
     */
    public FeedCounters counters() {
        return counters;
    }

    @Override
    public ListenerFailures failures() {
        return failures;
    }

    /**
     * How many messages of other JVMs this one could not read.
     *
     * @return a count
     */
    public long unreadable() {
        Feed changes = feed;
        return changes == null ? 0 : changes.unreadable();
    }

    /**
     * How often this JVM stopped waiting for listeners of another.
     *
     * @return a count
     */
    public long timeouts() {
        Feed changes = feed;
        return changes == null ? 0 : changes.timeouts();
    }

    /**
     * Looks for entries that have expired without being read, if somebody here listens to that. Returns at once; the executor does
     * it.
     */
    public void sweep() {
        Feed changes = feed;
        if (changes != null && registrations().anyMatch(one -> one.types().contains(EventType.EXPIRED))) {
            try {
                executor.execute(changes::sweep);
            } catch (RejectedExecutionException e) {
                LOG.log(System.Logger.Level.DEBUG, "there is no thread to look for what has expired; it is closing", e);
            }
        }
    }

    /**
     * How many entries this JVM found gone before their end, so that nobody was told that they expired.
     *
     * @return a count
     */
    public long goneBeforeEnd() {
        Feed changes = feed;
        return changes == null ? 0 : changes.goneBeforeEnd();
    }

    @Override
    public void register(CacheEntryListenerConfiguration<K, V> configuration) {
        registering.lock();
        try {
            requireNew(configuration);
            Registration<K, V> registration = new Registration<>(configuration, failures);
            // in place before anybody is asked to tell: whoever is asked may tell at once
            add(registration);
            try {
                want(requireNonNull(feed, "feed"));
            } catch (RuntimeException e) {
                take(registration);
                closer.accept(registration.closeables());
                throw e;
            }
        } finally {
            registering.unlock();
        }
    }

    private void requireNew(CacheEntryListenerConfiguration<K, V> configuration) {
        if (registrations()
                .anyMatch(registration -> registration.configuration().equals(configuration))) {
            throw new IllegalArgumentException("an equal listener configuration is registered already");
        }
    }

    private void add(Registration<K, V> registration) {
        if (registration.synchronous()) {
            synchronous.add(registration);
        } else {
            asynchronous.add(new ToldLane<>(
                    registration, executor, mostWaiting, counters, news -> showAlone(registration, news)));
        }
    }

    private void take(Registration<K, V> registration) {
        synchronous.remove(registration);
        asynchronous.removeIf(lane -> {
            boolean found = lane.registration == registration;
            if (found) {
                lane.end();
            }
            return found;
        });
    }

    private Stream<Registration<K, V>> registrations() {
        return Stream.concat(synchronous.stream(), asynchronous.stream().map(lane -> lane.registration));
    }

    private void want(Feed changes) {
        try {
            changes.want(wish());
        } catch (JambryException e) {
            throw new NotExecutedException(
                    "cache '" + cacheName
                            + "': the listener is not registered, because those who change the cache could not be"
                            + " asked to tell it (" + e.getMessage() + "); register it when the server can be reached",
                    e);
        }
    }

    private Wish wish() {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        Set<ChangeKind> oldValues = EnumSet.noneOf(ChangeKind.class);
        Set<ChangeKind> awaited = EnumSet.noneOf(ChangeKind.class);
        registrations().forEach(registration -> {
            Set<ChangeKind> wanted = registration.types().stream()
                    .map(SharedListeners::kind)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(ChangeKind.class)));
            kinds.addAll(wanted);
            if (registration.oldValueRequired()) {
                oldValues.addAll(wanted);
            }
            if (registration.synchronous()) {
                awaited.addAll(wanted);
            }
        });
        return new Wish(kinds, oldValues, awaited);
    }

    private static ChangeKind kind(EventType type) {
        return switch (type) {
            case CREATED -> ChangeKind.CREATED;
            case UPDATED -> ChangeKind.UPDATED;
            case REMOVED -> ChangeKind.REMOVED;
            case EXPIRED -> ChangeKind.EXPIRED;
        };
    }

    @Override
    public List<Closeable> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        registering.lock();
        try {
            List<Registration<K, V>> found = registrations()
                    .filter(registration -> registration.configuration().equals(configuration))
                    .toList();
            if (found.isEmpty()) {
                return List.of();
            }
            found.forEach(this::take);
            try {
                requireNonNull(feed, "feed").want(wish());
            } catch (JambryException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "cache ''{0}'': a listener is gone, but the others go on telling what it wanted to hear until"
                                + " listeners change again or the cache is closed: {1}",
                        cacheName,
                        e.getMessage());
            }
            return closeables(found);
        } finally {
            registering.unlock();
        }
    }

    @Override
    public List<Closeable> clear() {
        registering.lock();
        try {
            Feed changes = feed;
            if (changes != null) {
                try {
                    changes.close();
                } catch (JambryException e) {
                    LOG.log(System.Logger.Level.DEBUG, "a feed could not be closed; its wish ends with the lease", e);
                }
            }
            List<Registration<K, V>> all = registrations().toList();
            all.forEach(this::take);
            return closeables(all);
        } finally {
            registering.unlock();
        }
    }

    private static <K, V> List<Closeable> closeables(List<Registration<K, V>> registrations) {
        return registrations.stream()
                .flatMap(registration -> registration.closeables().stream())
                .toList();
    }

    // ---- hearing

    @Override
    public void told(List<StoredChange> changes, Consumer<List<RuntimeException>> heard) {
        counters.countTold(changes.size());
        List<ToldChange<K, V>> news = changes.stream()
                .map(change -> new ToldChange<>(change, decoding, counters))
                .toList();
        for (ToldLane<K, V> lane : asynchronous) {
            for (ToldChange<K, V> change : news) {
                if (lane.registration.types().contains(change.type())) {
                    lane.accept(change);
                }
            }
        }
        List<Registration<K, V>> concerned = synchronous.stream()
                .filter(registration ->
                        news.stream().anyMatch(change -> registration.types().contains(change.type())))
                .toList();
        if (concerned.isEmpty()) {
            heard.accept(List.of());
            return;
        }
        settleGap();
        if (!turns.offer(changes.get(0).key(), () -> heard.accept(show(concerned, news)))) {
            counters.countDropped(news.size());
            String reason = "synchronous listeners did not hear of a change, because " + mostWaiting
                    + " changes wait for them, or there is no thread for them; raise 'listener-queue' or shorten what they"
                    + " do";
            gapBefore(reason);
            heard.accept(List.of(new CacheEntryListenerException("cache '" + cacheName + "': " + reason)));
        }
    }

    @Override
    public void missed(String reason) {
        counters.countMissed();
        if (!warnedOfGap && registrations().anyMatch(registration -> !registration.hearsOfGaps())) {
            warnedOfGap = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache ''{0}'': events may be missing ({1}), and there are listeners that do not implement {2} and so"
                            + " are not told; further gaps are counted silently",
                    cacheName,
                    reason,
                    CacheEntryGapListener.class.getName());
        }
        for (ToldLane<K, V> lane : asynchronous) {
            lane.accept(new News.Gap<>(reason));
        }
        if (!synchronous.isEmpty()) {
            gapBefore(reason);
        }
    }

    /** Tells the synchronous listeners, between what they were told before and what they will be told. */
    private void gapBefore(String reason) {
        if (owedGap == null) {
            owedGap = reason;
            settleGap();
        }
    }

    private void settleGap() {
        String reason = owedGap;
        if (reason != null && turns.barrier(() -> synchronous.forEach(one -> showAlone(one, new News.Gap<>(reason))))) {
            owedGap = null;
        }
    }

    /** Shows changes to synchronous listeners; what they throw. */
    private List<RuntimeException> show(List<Registration<K, V>> concerned, List<ToldChange<K, V>> news) {
        List<RuntimeException> failures = new ArrayList<>();
        ListenerThread.enter();
        try {
            for (ToldChange<K, V> change : news) {
                for (Registration<K, V> registration : concerned) {
                    // one that was taken away meanwhile hears nothing any more
                    if (synchronous.contains(registration)) {
                        show(registration, change, failures);
                    }
                }
            }
        } finally {
            ListenerThread.leave();
        }
        return failures;
    }

    private void show(Registration<K, V> registration, ToldChange<K, V> change, List<RuntimeException> failures) {
        try {
            registration.deliver(source(), change);
        } catch (CacheEntryListenerException e) {
            failures.add(e);
        } catch (Throwable e) {
            // whoever made the change waits, and would wait in vain
            failures.add(new CacheEntryListenerException(
                    "cache '" + cacheName + "': a listener failed on an event of type " + change.type(), e));
        }
    }

    /** Shows something to a listener when nobody waits for it. */
    private void showAlone(Registration<K, V> registration, News<K, V> news) {
        ListenerThread.enter();
        try {
            if (news instanceof ToldChange<K, V> change) {
                registration.deliver(source(), change);
            } else if (news instanceof News.Gap<K, V> gap) {
                registration.deliver(source(), gap);
            }
        } catch (Throwable e) {
            registration.log(e);
        } finally {
            ListenerThread.leave();
        }
    }

    private Cache<K, V> source() {
        return requireNonNull(source, "source");
    }
}
