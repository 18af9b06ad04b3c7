// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.PlainCommand;
import java.nio.charset.StandardCharsets;
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

    private static final Builder<@Nullable Object> RAW = new Builder<>() {
        @Override
        public @Nullable Object build(@Nullable Object reply) {
            return reply;
        }
    };

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

    /** What stands beside the name of a structure in a reply; null if there is no reply. */
    static <V, B extends @Nullable Object> CommandObject<B> beside(
            CommandObject<? extends Map.Entry<byte[], V>> command,
            Function<Map.@Nullable Entry<byte[], V>, ? extends B> meaning) {
        return mapPair(command, meaning);
    }

    /** The pairs of the client are of a type of its own, which stays out of here. */
    private static <P extends Map.Entry<byte[], V>, V, B extends @Nullable Object> CommandObject<B> mapPair(
            CommandObject<P> command, Function<Map.@Nullable Entry<byte[], V>, ? extends B> meaning) {
        return map(command, meaning);
    }

    /** Where a list of results has none for some, the others by what was asked. */
    static <A, R, B> Map<A, B> those(
            List<A> asked, List<? extends @Nullable R> found, Function<R, ? extends B> meaning) {
        Map<A, B> those = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            R one = found.get(i);
            if (one != null) {
                those.put(asked.get(i), meaning.apply(one));
            }
        }
        return those;
    }

    /** Nothing for what has no end, or is not there. */
    static Optional<Duration> timeToLive(long millis) {
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /** The same command, whose reply is of no interest. */
    static CommandObject<@Nullable Void> nothing(CommandObject<?> command) {
        return map(command, reply -> null);
    }

    /** A reply as it comes. */
    static Builder<@Nullable Object> raw() {
        return RAW;
    }

    /** What the server tells as a map, or, where it speaks the older protocol, as a list of keys and values in turn; keys are texts. */
    static Map<String, @Nullable Object> named(@Nullable Object reply) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        List<?> parts = listed(reply);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Map.Entry<?, ?> entry) {
                all.put(text(entry.getKey()), entry.getValue());
            } else if (i + 1 < parts.size()) {
                all.put(text(parts.get(i)), parts.get(++i));
            }
        }
        return all;
    }

    static List<?> listed(@Nullable Object reply) {
        return reply instanceof List<?> list ? list : List.of();
    }

    /** Empty where nothing came. */
    static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    /** A whole number, 0 where none came. */
    static long whole(@Nullable Object reply) {
        return reply instanceof Long number ? number : 0;
    }

    /** A number, which servers tell as such or as text. */
    static double number(Object reply) {
        return reply instanceof Number number ? number.doubleValue() : Double.parseDouble(text(reply));
    }
}
