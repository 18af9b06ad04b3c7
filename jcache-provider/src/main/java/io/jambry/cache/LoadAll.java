// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** Loads entries in the background and tells a listener, exactly once, how it went. */
final class LoadAll {

    private static final System.Logger LOG = System.getLogger(LoadAll.class.getName());

    private LoadAll() {}

    static <K, V> void start(
            CacheParts<K, V> parts,
            EntryEngine<K, V> engine,
            BulkOperations<K, V> bulk,
            Set<? extends K> keys,
            boolean replaceExistingValues,
            @Nullable CompletionListener listener) {
        ReadThrough<K, V> loader = parts.loader();
        if (loader == null) {
            tell(listener, null);
            return;
        }
        Set<K> wanted = new LinkedHashSet<>(keys);
        CountDownLatch pending = parts.loads().begin();
        try {
            parts.background().execute(() -> {
                Exception failure = null;
                Heard heard = parts.heard();
                try (heard) {
                    load(engine, bulk, loader, wanted, replaceExistingValues);
                } catch (RuntimeException e) {
                    failure = e;
                } catch (Error e) {
                    // nobody else waits for this thread, and whoever waits for the listener would wait for ever
                    failure = new CacheLoaderException("the load ended with an error", e);
                } finally {
                    // before the listener is told: it may close the cache
                    parts.loads().end(pending);
                }
                tell(listener, failure);
            });
        } catch (RejectedExecutionException e) {
            parts.loads().end(pending);
            tell(listener, new CacheException("the cache manager is closing; nothing was loaded", e));
        }
    }

    private static <K, V> void load(
            EntryEngine<K, V> engine,
            BulkOperations<K, V> bulk,
            ReadThrough<K, V> loader,
            Set<K> keys,
            boolean replaceExistingValues) {
        if (!replaceExistingValues) {
            keys.removeIf(engine::containsKey);
        }
        if (keys.isEmpty()) {
            return;
        }
        bulk.load(keys, loader, replaceExistingValues);
    }

    private static void tell(@Nullable CompletionListener listener, @Nullable Exception failure) {
        if (listener == null) {
            if (failure != null) {
                LOG.log(System.Logger.Level.WARNING, "loadAll failed, and nobody listens to its completion", failure);
            }
        } else if (failure == null) {
            listener.onCompletion();
        } else {
            listener.onException(failure);
        }
    }
}
