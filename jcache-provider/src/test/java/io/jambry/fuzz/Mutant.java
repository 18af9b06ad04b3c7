// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** A cache that is wrong in one way, to show that the comparison sees it. */
enum Mutant {
    PUT_IF_ABSENT_ANSWERS_THE_OPPOSITE("putIfAbsent", 2) {
        @Override
        Object call(Cache<String, String> cache, Object[] arguments) {
            return !cache.putIfAbsent((String) arguments[0], (String) arguments[1]);
        }
    },
    GET_AND_PUT_ONLY_PUTS("getAndPut", 2) {
        @Override
        @Nullable
        Object call(Cache<String, String> cache, Object[] arguments) {
            cache.put((String) arguments[0], (String) arguments[1]);
            return null;
        }
    },
    REPLACE_DOES_NOT_COMPARE("replace", 3) {
        @Override
        Object call(Cache<String, String> cache, Object[] arguments) {
            return cache.replace((String) arguments[0], (String) arguments[2]);
        }
    },
    REMOVE_DOES_NOT_COMPARE("remove", 2) {
        @Override
        Object call(Cache<String, String> cache, Object[] arguments) {
            return cache.remove((String) arguments[0]);
        }
    },
    GET_AND_REMOVE_ONLY_GETS("getAndRemove", 1) {
        @Override
        @Nullable
        Object call(Cache<String, String> cache, Object[] arguments) {
            return cache.get((String) arguments[0]);
        }
    },
    CLEAR_TELLS_LISTENERS("clear", 0) {
        @Override
        @Nullable
        Object call(Cache<String, String> cache, Object[] arguments) {
            cache.removeAll();
            return null;
        }
    },
    REMOVE_ALL_TELLS_NOBODY("removeAll", 0) {
        @Override
        @Nullable
        Object call(Cache<String, String> cache, Object[] arguments) {
            cache.clear();
            return null;
        }
    },
    GET_ALL_TOUCHES_TWICE("getAll", 1) {
        @Override
        @SuppressWarnings("unchecked")
        Object call(Cache<String, String> cache, Object[] arguments) {
            cache.getAll((Set<String>) arguments[0]);
            return cache.getAll((Set<String>) arguments[0]);
        }
    },
    PUT_ALL_PUTS_ONE_BY_ONE("putAll", 1) {
        @Override
        @SuppressWarnings("unchecked")
        @Nullable
        Object call(Cache<String, String> cache, Object[] arguments) {
            new HashMap<>((Map<String, String>) arguments[0]).forEach(cache::put);
            return null;
        }
    },
    LOAD_ALL_ALWAYS_REPLACES("loadAll", 3) {
        @Override
        @SuppressWarnings("unchecked")
        @Nullable
        Object call(Cache<String, String> cache, Object[] arguments) {
            cache.loadAll((Set<String>) arguments[0], true, (CompletionListener) arguments[2]);
            return null;
        }
    },
    DEREGISTERS_NOBODY("deregisterCacheEntryListener", 1) {
        @Override
        @Nullable
        Object call(Cache<String, String> cache, Object[] arguments) {
            return null;
        }
    },
    CONTAINS_KEY_LOOKS_LIKE_GET("containsKey", 1) {
        @Override
        Object call(Cache<String, String> cache, Object[] arguments) {
            return cache.get((String) arguments[0]) != null;
        }
    };

    private final String method;
    private final int parameters;

    Mutant(String method, int parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    abstract @Nullable Object call(Cache<String, String> cache, Object[] arguments);

    @SuppressWarnings("unchecked")
    Cache<String, String> disguise(Cache<String, String> cache) {
        return (Cache<String, String>) Proxy.newProxyInstance(
                Mutant.class.getClassLoader(), new Class<?>[] {Cache.class}, (proxy, called, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    return isMine(called) ? call(cache, given) : original(cache, called, given);
                });
    }

    private boolean isMine(Method called) {
        return called.getName().equals(method) && called.getParameterCount() == parameters;
    }

    private static @Nullable Object original(Cache<String, String> cache, Method called, Object[] arguments)
            throws Throwable {
        try {
            return called.invoke(cache, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
