// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.ServerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the reply of a {@link Script}, or of a {@link RedisFunction}, becomes. A reply of another form than the one described is a
 * {@link ServerException} that tells which form it has. Immutable.
 *
 * @param <T> the type of the result
 */
public final class ScriptResult<T extends @Nullable Object> {

    private final Function<@Nullable Object, T> reading;

    private ScriptResult(Function<@Nullable Object, T> reading) {
        this.reading = reading;
    }

    /**
     * A whole number: a number of Lua, which loses what is behind the point, or text that is a whole number.
     *
     * @return the form
     */
    public static ScriptResult<Long> number() {
        return new ScriptResult<>(
                reply -> reply instanceof Long number ? number : parsed(reply, "a whole number", Long::valueOf));
    }

    /**
     * A number: text that is one, since numbers of Lua lose what is behind the point on their way, such as by {@code tostring(x)}.
     *
     * @return the form
     */
    public static ScriptResult<Double> decimal() {
        return new ScriptResult<>(reply -> reply instanceof Number number
                ? Double.valueOf(number.doubleValue())
                : parsed(reply, "a number", Double::valueOf));
    }

    /**
     * Whether something is so: {@code true} or a number other than 0 is, {@code false}, {@code nil} and 0 are not.
     *
     * @return the form
     */
    public static ScriptResult<Boolean> truth() {
        return new ScriptResult<>(reply -> {
            if (reply == null) {
                return false;
            }
            if (reply instanceof Boolean truth) {
                return truth;
            }
            if (reply instanceof Long number) {
                return number != 0;
            }
            throw unexpected("true, false or a number", reply);
        });
    }

    /**
     * Text in UTF-8, also that of {@code redis.status_reply}.
     *
     * @return the form
     */
    public static ScriptResult<String> text() {
        return new ScriptResult<>(reply -> text(raw(reply, "text")));
    }

    /**
     * Bytes as they are.
     *
     * @return the form
     */
    public static ScriptResult<byte[]> bytes() {
        return new ScriptResult<>(reply -> raw(reply, "bytes"));
    }

    /**
     * An element as a structure has it.
     *
     * @param form how it is written, such as from {@link Structures#valueForm}
     * @param <E> the type of the element
     * @return the form
     */
    public static <E> ScriptResult<E> element(ElementForm<E> form) {
        requireNonNull(form, "form");
        return new ScriptResult<>(reply -> form.decode(raw(reply, "an element")));
    }

    /**
     * A list: a table of Lua up to its first {@code nil}.
     *
     * @param element what each of it becomes
     * @param <E> the type of the elements
     * @return the form
     */
    public static <E> ScriptResult<List<E>> list(ScriptResult<E> element) {
        requireNonNull(element, "element");
        return new ScriptResult<>(reply -> {
            if (!(reply instanceof List<?> parts)) {
                throw unexpected("a list", reply);
            }
            List<E> elements = new ArrayList<>(parts.size());
            parts.forEach(part -> elements.add(element.read(part)));
            return elements;
        });
    }

    /**
     * Whatever it is, nobody looks at it.
     *
     * @return the form
     */
    public static ScriptResult<@Nullable Void> nothing() {
        return new ScriptResult<@Nullable Void>(reply -> null);
    }

    /**
     * The same, or {@code nil}.
     *
     * @return the form
     */
    public ScriptResult<Optional<T>> optional() {
        return new ScriptResult<>(reply -> reply == null ? Optional.empty() : Optional.ofNullable(read(reply)));
    }

    /**
     * The same, made into something else.
     *
     * @param meaning what it becomes
     * @param <R> the type of that
     * @return the form
     */
    public <R> ScriptResult<R> map(Function<? super T, ? extends R> meaning) {
        requireNonNull(meaning, "meaning");
        return new ScriptResult<>(reply -> meaning.apply(read(reply)));
    }

    T read(@Nullable Object reply) {
        return reading.apply(reply);
    }

    private static <N> N parsed(@Nullable Object reply, String expected, Function<String, N> parser) {
        String text = text(raw(reply, expected));
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new ServerException(
                    "it answered with text that is not " + expected + "; let it return one, or expect something else");
        }
    }

    private static byte[] raw(@Nullable Object reply, String expected) {
        if (reply instanceof byte[] bytes) {
            return bytes;
        }
        throw unexpected(expected, reply);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ServerException unexpected(String expected, @Nullable Object reply) {
        return new ServerException("it answered with " + form(reply) + " instead of " + expected
                + "; let it return that, or expect something else" + (reply == null ? ", such as optional()" : ""));
    }

    private static String form(@Nullable Object reply) {
        if (reply == null) {
            return "nil";
        }
        if (reply instanceof byte[]) {
            return "text or bytes";
        }
        if (reply instanceof Exception) {
            return "an error";
        }
        return reply instanceof List<?> ? "a list" : reply instanceof Number ? "a number" : "something else";
    }
}
