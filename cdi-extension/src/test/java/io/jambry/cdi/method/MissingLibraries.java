// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.Jambry;
import io.jambry.cdi.Cached;
import io.jambry.function.CacheTags;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

/**
 * Tells which libraries are missing where it is loaded, and what cached methods return there: of three calls the first two are of the same key,
 * one with a plain result and one with a stage.
 */
public final class MissingLibraries implements Callable<String> {

    private int calls;

    public MissingLibraries() {}

    @Cached(cache = "plain")
    public int plain(String key) {
        return ++calls;
    }

    @Cached(cache = "later")
    public CompletionStage<Integer> later(String key) {
        return CompletableFuture.completedFuture(++calls);
    }

    @Override
    public String call() throws Exception {
        String missing = Stream.of("io.smallrye.mutiny.Uni", "reactor.core.publisher.Mono")
                .filter(MissingLibraries::isMissing)
                .collect(Collectors.joining(" "));
        try (Jambry manager = Jambry.connect("memory:")) {
            CacheSource caches = new CacheSource() {
                @Override
                public Cache<Object, Object> cache(String name) {
                    return manager.getOrCreateCache(name, new MutableConfiguration<>());
                }

                @Override
                public CacheTags tags() {
                    return CacheTags.of(manager);
                }
            };
            BeanSource beans = new BeanSource() {
                @Override
                public <T> Optional<T> find(Class<T> type) {
                    return Optional.empty();
                }
            };
            CdiSettings settings = new CdiSettings(key -> Optional.empty());
            BeanMethods methods = new MethodEngine(caches, beans, settings, Transactions.none())
                    .methods(BeanFacts.of(MissingLibraries.class));
            return missing + ", " + result(methods, "plain") + " " + result(methods, "plain") + " "
                    + ((CompletableFuture<?>) result(methods, "later")).join();
        }
    }

    private static boolean isMissing(String className) {
        try {
            Class.forName(className);
            return false;
        } catch (ClassNotFoundException missing) {
            return true;
        }
    }

    private Object result(BeanMethods methods, String name) throws Exception {
        Method method = MissingLibraries.class.getMethod(name, String.class);
        return methods.find(method, CacheOperation.CACHED).call(new Call(this, method));
    }

    private record Call(Object target, Method method) implements Invocation {

        @Override
        public Object[] arguments() {
            return new Object[] {"key"};
        }

        @Override
        public Object proceed() throws Exception {
            return proceedWith(arguments());
        }

        @Override
        public Object proceedWith(Object[] arguments) throws Exception {
            return method.invoke(target, arguments);
        }
    }
}
