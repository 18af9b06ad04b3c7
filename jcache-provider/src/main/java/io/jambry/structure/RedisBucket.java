// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.params.GetExParams;

/**
 * One value on one server: a string.
 *
 * <p>Values are compared as bytes, so two that are equal, but written in different ways, differ. Encrypted values have other bytes each
 * time, so comparing is refused there.
 *
 * @param <V> the type of the value
 */
public final class RedisBucket<V> extends Structure {

    private static final byte[] KEEP = "-1".getBytes(StandardCharsets.US_ASCII);

    private final ElementForm<V> form;

    RedisBucket(StructureLink link, byte[] key, ElementForm<V> form) {
        super(link, key);
        this.form = form;
    }

    /**
     * Reads it.
     *
     * @return an operation: {@code GET}
     */
    public Operation<Optional<V>> get() {
        return operation(found(commands().get(key())));
    }

    /**
     * Sets it. It has no end afterwards.
     *
     * @param value the value
     * @return an operation without a result: {@code SET}
     */
    public Operation<@Nullable Void> set(V value) {
        return operation(Replies.nothing(commands().set(key(), bytes(value))));
    }

    /**
     * Sets it under a condition, or with an end.
     *
     * @param value the value
     * @param options when, and until when
     * @return an operation whose result is whether it was set: {@code SET}
     */
    public Operation<Boolean> set(V value, SetOptions options) {
        return operation(Replies.map(
                commands()
                        .set(
                                key(),
                                bytes(value),
                                requireNonNull(options, "options").params()),
                answer -> answer != null));
    }

    /**
     * Sets it, and tells the value before. It has no end afterwards.
     *
     * @param value the value
     * @return an operation: the value before; {@code SET} with {@code GET}
     */
    public Operation<Optional<V>> getAndSet(V value) {
        return operation(found(commands().setGet(key(), bytes(value))));
    }

    /**
     * Sets it under a condition, or with an end, and tells the value before. From Redis 7.0 and Valkey 7.2 on where it is to be absent;
     * older servers refuse that.
     *
     * @param value the value
     * @param options when, and until when
     * @return an operation: the value before, whether or not it was set; {@code SET} with {@code GET}
     */
    public Operation<Optional<V>> getAndSet(V value, SetOptions options) {
        return operation(found(commands()
                .setGet(key(), bytes(value), requireNonNull(options, "options").params())));
    }

    /**
     * Removes it, and tells its value.
     *
     * @return an operation: {@code GETDEL}
     */
    public Operation<Optional<V>> getAndDelete() {
        return operation(found(commands().getDel(key())));
    }

    /**
     * Reads it, and lets it end.
     *
     * @param timeToLive from now, at least a millisecond
     * @return an operation: {@code GETEX}
     * @throws IllegalArgumentException if it is shorter
     */
    public Operation<Optional<V>> getAndExpire(Duration timeToLive) {
        return operation(found(commands().getEx(key(), new GetExParams().px(millis(timeToLive)))));
    }

    /**
     * Reads it, and takes its end away.
     *
     * @return an operation: {@code GETEX}
     */
    public Operation<Optional<V>> getAndPersist() {
        return operation(found(commands().getEx(key(), new GetExParams().persist())));
    }

    /**
     * Sets it if exactly a value is there, as bytes. Its time to live stays.
     *
     * @param expected the value that must be there
     * @param value the new one
     * @return an operation whose result is whether it was set; a script
     * @throws IllegalStateException if values are encrypted
     */
    public Operation<Boolean> compareAndSet(V expected, V value) {
        return operation(isDone(RedisScript.PUT_IF_EQUAL.with(
                key(), Compared.bytes(this, form, requireNonNull(expected, "expected")), bytes(value), KEEP)));
    }

    /**
     * Removes it if exactly a value is there, as bytes.
     *
     * @param expected the value that must be there
     * @return an operation whose result is whether it was removed; a script
     * @throws IllegalStateException if values are encrypted
     */
    public Operation<Boolean> compareAndDelete(V expected) {
        return operation(isDone(RedisScript.REMOVE_IF_EQUAL.with(
                key(), Compared.bytes(this, form, requireNonNull(expected, "expected")))));
    }

    /**
     * Tells how many bytes the value has as it is stored.
     *
     * @return an operation: 0 where none is; {@code STRLEN}
     */
    public Operation<Long> bytes() {
        return operation(commands().strlen(key()));
    }

    private CommandObject<Optional<V>> found(CommandObject<byte[]> command) {
        return Replies.map(command, bytes -> Replies.optional(bytes, form));
    }

    private static CommandObject<Boolean> isDone(CommandObject<Object> script) {
        return Replies.map(script, reply -> reply instanceof Long number && Replies.isOne(number));
    }

    private byte[] bytes(V value) {
        return form.encode(requireNonNull(value, "value"));
    }
}
