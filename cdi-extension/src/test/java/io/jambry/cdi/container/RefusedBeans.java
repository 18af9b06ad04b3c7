// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;

/** Beans each of which breaks one rule. */
final class RefusedBeans {

    private RefusedBeans() {}

    @Dependent
    static class TwoAnnotations {
        @CacheResult(cacheName = "a")
        @CacheRemove(cacheName = "b")
        public String both(String key) {
            return key;
        }
    }

    @Dependent
    static class ResultOfNothing {
        @CacheResult(cacheName = "a")
        public void nothing(String key) {}
    }

    @Dependent
    static class ResultOfNothingLater {
        @CacheResult(cacheName = "a")
        public CompletionStage<Void> nothing(String key) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Dependent
    static class PutWithoutValue {
        @CachePut(cacheName = "a")
        public void put(String key, String value) {}
    }

    @Dependent
    static class PutOfTwoValues {
        @CachePut(cacheName = "a")
        public void put(String key, @CacheValue String one, @CacheValue String two) {}
    }

    @Dependent
    static class ValueElsewhere {
        @CacheRemove(cacheName = "a")
        public void remove(String key, @CacheValue String value) {}
    }

    @Dependent
    static class LonelyKey {
        public void nothing(@CacheKey String key) {}
    }

    static final class Plain {}

    @Dependent
    static class UnfitKey {
        @CacheResult(cacheName = "a")
        public String get(Plain key) {
            return "";
        }
    }

    @Dependent
    static class UnfitResult {
        @CacheResult(cacheName = "a")
        public Plain get(String key) {
            return new Plain();
        }
    }

    @Dependent
    static class StreamResult {
        @CacheResult(cacheName = "a")
        public InputStream get(String key) {
            return InputStream.nullInputStream();
        }
    }

    @Dependent
    static class PrivateMethod {
        @CacheResult(cacheName = "a")
        private String get(String key) {
            return key;
        }
    }

    @Dependent
    static class StaticMethod {
        @CacheResult(cacheName = "a")
        public static String get(String key) {
            return key;
        }
    }

    @Dependent
    static class FinalMethod {
        @CacheResult(cacheName = "a")
        public final String get(String key) {
            return key;
        }
    }

    @Dependent
    static final class FinalClass {
        @CacheResult(cacheName = "a")
        public String get(String key) {
            return key;
        }
    }

    interface Annotated {
        @CacheResult(cacheName = "interface")
        String get(@CacheKey String key, int other);
    }

    @ApplicationScoped
    static class Implementing implements Annotated {
        int calls;

        @Override
        public String get(String key, int other) {
            calls++;
            return key + calls;
        }
    }

    abstract static class AbstractGenerator implements CacheKeyGenerator {}

    @Dependent
    static class UnknownGenerator {
        @CacheResult(cacheName = "a", cacheKeyGenerator = AbstractGenerator.class)
        public String get(String key) {
            return key;
        }
    }

    interface Generators extends CacheKeyGenerator {
        @Override
        default GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<?> call) {
            throw new UnsupportedOperationException(((CacheInvocationContext<?>) call).getCacheName());
        }
    }

    @Dependent
    static class OneGenerator implements Generators {}

    @Dependent
    static class OtherGenerator implements Generators {}

    @Dependent
    static class AmbiguousGenerator {
        @CacheResult(cacheName = "a", cacheKeyGenerator = Generators.class)
        public String get(String key) {
            return key;
        }
    }

    @Dependent
    static class ExceptionsWithoutCache {
        @CacheResult(cacheName = "a", cachedExceptions = RuntimeException.class)
        public String get(String key) {
            return key;
        }
    }

    @Dependent
    static class OneResult {
        @CacheResult(cacheName = "shared")
        public String text(long key) {
            return "";
        }
    }

    @Dependent
    static class OtherResult {
        @CacheResult(cacheName = "shared")
        public int number(long key) {
            return 0;
        }
    }

    @Dependent
    static class OtherKey {
        @CacheRemove(cacheName = "shared")
        public void remove(String key) {}
    }
}
