// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheEntryGapListener;
import io.jambry.JambryCache;
import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.spi.CachingProvider;

/**
 * An application that uses a cache with all that it may bring, and closes its manager while calls are under way. Defined by an
 * {@link ApplicationLoader}, so that all its classes go with that.
 */
public final class Application implements BiConsumer<URI, Properties> {

    /** Opens when a call is in the middle of a load. */
    static final CountDownLatch LOADING = new CountDownLatch(1);

    /** Opens when both archives have heard that something expired. */
    private static final CountDownLatch ARCHIVED = new CountDownLatch(2);

    private final Runnable whileItRuns;

    /** An application during which something else happens. */
    public Application(Runnable whileItRuns) {
        this.whileItRuns = whileItRuns;
    }

    @Override
    public void accept(URI uri, Properties properties) {
        ClassLoader loader = Application.class.getClassLoader();
        CachingProvider provider = Caching.getCachingProvider("io.jambry.provider.JambryCachingProvider", loader);
        CacheManager manager = provider.getCacheManager(uri, loader, properties);
        Cache<String, Book> books = manager.createCache("books", configuration());
        Cache<String, Book> news = manager.createCache("news", newsConfiguration());
        try {
            read(news);
            use(books);
            whileItRuns.run();
        } catch (Exception e) {
            throw new IllegalStateException("the application could not use its cache", e);
        }
        manager.close();
        provider.close();
    }

    private static MutableConfiguration<String, Book> configuration() {
        return new MutableConfiguration<String, Book>()
                .setTypes(String.class, Book.class)
                .setExpiryPolicyFactory(FactoryBuilder.factoryOf(new Policy()))
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheLoaderFactory(FactoryBuilder.factoryOf(Library.class))
                .setCacheWriterFactory(FactoryBuilder.factoryOf(Library.class))
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .addCacheEntryListenerConfiguration(listener(/* synchronous= */ true))
                .addCacheEntryListenerConfiguration(listener(/* synchronous= */ false));
    }

    /** Near, and with listeners to what expires; nobody has it open but this application. */
    private static MutableConfiguration<String, Book> newsConfiguration() {
        return new MutableConfiguration<String, Book>()
                .setTypes(String.class, Book.class)
                .setStatisticsEnabled(true)
                .addCacheEntryListenerConfiguration(archive(/* synchronous= */ true))
                .addCacheEntryListenerConfiguration(archive(/* synchronous= */ false));
    }

    private static MutableCacheEntryListenerConfiguration<String, Book> archive(boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                FactoryBuilder.factoryOf(Archive.class),
                FactoryBuilder.factoryOf(Interest.class),
                /* isOldValueRequired= */ true,
                synchronous);
    }

    private static void read(Cache<String, Book> news) throws Exception {
        news.put("today", new Book("today", Genre.NOVEL));
        while (JambryCache.of(news).near().orElseThrow().hits() == 0) {
            news.get("today");
        }
        JambryCache.of(news).touch("today", new Duration(TimeUnit.MILLISECONDS, 10));
        if (!ARCHIVED.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was told to have expired");
        }
    }

    private static MutableCacheEntryListenerConfiguration<String, Book> listener(boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                FactoryBuilder.factoryOf(Reader.class),
                FactoryBuilder.factoryOf(Interest.class),
                /* isOldValueRequired= */ true,
                synchronous);
    }

    private static void use(Cache<String, Book> books) throws Exception {
        books.put("one", new Book("one", Genre.NOVEL));
        books.put("one", new Book("uno", Genre.POEM));
        books.get("one");
        books.get("loaded");
        books.invoke("one", (entry, arguments) -> {
            entry.setValue(new Book("eins", Genre.NOVEL));
            return entry.getValue();
        });
        books.getAll(Set.of("one", "loaded", "two"));
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        books.loadAll(Set.of("three"), /* replaceExistingValues= */ true, loaded);
        loaded.get();
        books.forEach(entry -> entry.getValue());
        JambryCache.of(books).async().get("one").toCompletableFuture().join();
        // under way when the manager is closed
        JambryCache.of(books).async().get("slow");
        LOADING.await();
    }

    /** A kind of book. */
    public enum Genre {
        NOVEL,
        POEM
    }

    /** A value. */
    public record Book(String title, Genre genre) implements Serializable {}

    /** Loads and writes. */
    public static final class Library implements CacheLoader<String, Book>, CacheWriter<String, Book>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Book load(String key) {
            if (key.equals("slow")) {
                LOADING.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Book(key, Genre.POEM);
        }

        @Override
        public Map<String, Book> loadAll(Iterable<? extends String> keys) {
            Map<String, Book> books = new HashMap<>();
            keys.forEach(key -> books.put(key, load(key)));
            return books;
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends Book> entry) {
            // the library knows it already
        }

        @Override
        public void writeAll(java.util.Collection<Cache.Entry<? extends String, ? extends Book>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            // the library keeps it
        }

        @Override
        public void deleteAll(java.util.Collection<?> keys) {
            keys.clear();
        }
    }

    /** Listens. */
    public static final class Reader
            implements CacheEntryCreatedListener<String, Book>, CacheEntryUpdatedListener<String, Book>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Book>> events) {
            events.forEach(CacheEntryEvent::getValue);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Book>> events) {
            events.forEach(CacheEntryEvent::getOldValue);
        }
    }

    /** Listens to what expires, and to gaps. */
    public static final class Archive
            implements CacheEntryExpiredListener<String, Book>, CacheEntryGapListener<String, Book>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends Book>> events) {
            events.forEach(CacheEntryEvent::getOldValue);
            ARCHIVED.countDown();
        }

        @Override
        public void onGap(String reason, Cache<String, Book> cache) {
            // it keeps nothing that could be behind
        }
    }

    /** Filters. */
    public static final class Interest implements CacheEntryEventFilter<String, Book>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean evaluate(CacheEntryEvent<? extends String, ? extends Book> event) {
            return !event.getKey().isEmpty();
        }
    }

    /** A policy that is none of the known ones. */
    public static final class Policy implements ExpiryPolicy, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForAccess() {
            return Duration.THIRTY_MINUTES;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return Duration.ONE_DAY;
        }
    }
}
