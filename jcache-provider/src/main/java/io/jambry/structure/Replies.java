// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.PlainCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandObject;

/** From the replies of the server to results. */
final class Replies {

    private Replies() {}

    /** The same command with another result; a script stays one that can be taught. */
    static <A extends @Nullable Object, B extends @Nullable Object> CommandObject<B> map(
            CommandObject<A> command, Function<? super A, ? extends B> meaning) {
        Builder<A> before = command.getBuilder();
        Builder<B> after = new Builder<>() {
            @Override
            public B build(Object reply) {
                return meaning.apply(before.build(reply));
            }
        };
        return command instanceof PlainCommand<A> plain
                ? plain.as(after)
                : new CommandObject<>(command.getArguments(), after);
    }

    static <E> Optional<E> optional(byte @Nullable [] bytes, ElementForm<E> form) {
        return bytes == null ? Optional.empty() : Optional.of(form.decode(bytes));
    }

    static <E> List<E> list(Iterable<byte[]> all, ElementForm<E> form) {
        List<E> elements = new ArrayList<>();
        for (byte[] bytes : all) {
            elements.add(form.decode(bytes));
        }
        return elements;
    }

    static <E> Set<E> set(Iterable<byte[]> all, ElementForm<E> form) {
        Set<E> elements = new LinkedHashSet<>();
        for (byte[] bytes : all) {
            elements.add(form.decode(bytes));
        }
        return elements;
    }

    static <K, V> Map<K, V> map(Map<byte[], byte[]> all, ElementForm<K> keys, ElementForm<V> values) {
        Map<K, V> entries = new LinkedHashMap<>();
        all.forEach((key, value) -> entries.put(keys.decode(key), values.decode(value)));
        return entries;
    }

    static boolean isOne(long changed) {
        return changed == 1;
    }

    /** Nothing for what has no end, or is not there. */
    static Optional<Duration> timeToLive(long millis) {
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
