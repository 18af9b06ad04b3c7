// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.List;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** The method of a cache that a verb stands for, with its answer as text. */
@FunctionalInterface
interface CacheCall {

    EntryProcessor<String, String, String> APPEND = (entry, arguments) -> {
        entry.setValue((entry.exists() ? entry.getValue() : "") + arguments[0]);
        return entry.getValue();
    };

    EntryProcessor<String, String, String> INCREMENT = (entry, arguments) -> {
        long before = entry.exists() ? Long.parseLong(entry.getValue()) : 0;
        entry.setValue(Long.toString(before + Long.parseLong((String) arguments[0])));
        return entry.getValue();
    };

    @Nullable
    String call(Cache<String, String> cache, String key, List<String> arguments);

    static CacheCall of(Verb verb) {
        return switch (verb) {
            case GET -> (cache, key, given) -> cache.get(key);
            case CONTAINS_KEY -> (cache, key, given) -> String.valueOf(cache.containsKey(key));
            case PUT ->
                (cache, key, given) -> {
                    cache.put(key, given.get(0));
                    return null;
                };
            case PUT_IF_ABSENT -> (cache, key, given) -> String.valueOf(cache.putIfAbsent(key, given.get(0)));
            case REPLACE -> (cache, key, given) -> String.valueOf(cache.replace(key, given.get(0)));
            case REPLACE_IF_EQUAL ->
                (cache, key, given) -> String.valueOf(cache.replace(key, given.get(0), given.get(1)));
            case REMOVE -> (cache, key, given) -> String.valueOf(cache.remove(key));
            case REMOVE_IF_EQUAL -> (cache, key, given) -> String.valueOf(cache.remove(key, given.get(0)));
            case GET_AND_PUT -> (cache, key, given) -> cache.getAndPut(key, given.get(0));
            case GET_AND_REPLACE -> (cache, key, given) -> cache.getAndReplace(key, given.get(0));
            case GET_AND_REMOVE -> (cache, key, given) -> cache.getAndRemove(key);
            case APPEND -> (cache, key, given) -> cache.invoke(key, APPEND, given.get(0));
            case INCREMENT -> (cache, key, given) -> cache.invoke(key, INCREMENT, given.get(0));
            case ACQUIRE, RELEASE, LAPSE -> throw new IllegalArgumentException("a cache has no operation " + verb);
        };
    }
}
