// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.layer;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.spi.Condition;
import io.jambry.spi.Consistency;
import io.jambry.spi.ForwardingStore;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store whose failures do not stop the application: a failed read counts as a miss, a failed plain write is skipped, each
 * only if the cache is set so. What decides by what is there (conditions, claims), removes, scans or clears fails as ever:
 * skipping it would leave a stale value, or pretend an answer.
 *
 * <p>Thread-safe.
 */
public final class TolerantStore extends ForwardingStore {

    private static final System.Logger LOG = System.getLogger(TolerantStore.class.getName());

    /** One line in a while: a server that is down fails every operation. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String cacheName;
    private final boolean readsMiss;
    private final boolean writesSkip;
    private final LongSupplier nanos;
    private final AtomicLong nextLine;

    /**
     * Makes the layer.
     *
     * @param store what it is around
     * @param cacheName for messages
     * @param readsMiss whether a failed read is a miss
     * @param writesSkip whether a failed plain write is skipped
     */
    public TolerantStore(Store store, String cacheName, boolean readsMiss, boolean writesSkip) {
        this(store, cacheName, readsMiss, writesSkip, System::nanoTime);
    }

    TolerantStore(Store store, String cacheName, boolean readsMiss, boolean writesSkip, LongSupplier nanos) {
        super(store);
        this.cacheName = cacheName;
        this.readsMiss = readsMiss;
        this.writesSkip = writesSkip;
        this.nanos = nanos;
        this.nextLine = new AtomicLong(nanos.getAsLong());
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        try {
            return store.execute(key, request);
        } catch (NotExecutedException | OutcomeUnknownException e) {
            StoreReply instead = instead(request);
            if (instead == null) {
                throw e;
            }
            tell(request.verb(), e);
            return instead;
        }
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
        try {
            return store.executeAll(keys, requests);
        } catch (NotExecutedException | OutcomeUnknownException e) {
            List<StoreReply> replies = new ArrayList<>(requests.size());
            for (StoreRequest request : requests) {
                StoreReply instead = instead(request);
                if (instead == null) {
                    throw e;
                }
                replies.add(instead);
            }
            tell(requests.get(0).verb(), e);
            return replies;
        }
    }

    /** What to answer in place of a failure; null if it has to be told. */
    private @Nullable StoreReply instead(StoreRequest request) {
        return switch (request.verb()) {
            case GET, EXISTS -> readsMiss ? StoreReply.ABSENT : null;
            // nothing was created or updated, so nothing of the kind is counted or published
            case PUT ->
                writesSkip && ((StoreRequest.Put) request).condition() == Condition.NONE ? StoreReply.UNTOUCHED : null;
            case TOUCH ->
                writesSkip && ((StoreRequest.Touch) request).condition().kind() != Condition.Kind.FENCE
                        ? StoreReply.UNTOUCHED
                        : null;
            case REMOVE, REWRITE, ADD, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> null;
        };
    }

    private void tell(Verb verb, RuntimeException failure) {
        long now = nanos.getAsLong();
        long next = nextLine.get();
        if (now - next >= 0 && nextLine.compareAndSet(next, now + SILENCE_NANOS)) {
            boolean write = verb == Verb.PUT || verb == Verb.TOUCH;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache '" + cacheName + "': a " + verb + " failed and " + (write ? "is skipped" : "is a miss")
                            + ", as the cache is set; further failures are silent for 10 s",
                    failure);
        }
    }

    /** A read that failed is a miss for who asks, and no reason to leave a removal out. */
    @Override
    public Store exact() {
        return store.exact();
    }

    @Override
    public Store with(Consistency consistency) {
        return new TolerantStore(store.with(consistency), cacheName, readsMiss, writesSkip, nanos);
    }
}
