// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.params.RestoreParams;

/**
 * The keys on the servers, whatever is behind them: many by {@linkplain #matching a pattern}, single ones by operations. Patterns stay within
 * the namespace unless {@link #everywhere} says otherwise.
 *
 * <pre>{@code
 * KeySpace keys = structures.keys();
 * long entries = keys.matching("books:*").count();
 * KeyReport report = keys.matching("{session-*}").atMost(1_000).delete();
 * Optional<Long> bytes = keys.memory(keys.of("stock")).call();
 * }</pre>
 *
 * <p>Encrypted values may be bound to the name they are stored under, so that a copy or another name cannot be read. Thread-safe.
 */
public final class KeySpace {

    private final RedisLink link;
    private final String namespace;
    private final Function<String, byte[]> structures;
    private final boolean whole;

    /**
     * Makes a key space.
     *
     * @param namespace as it is written in names
     * @param structures from the name of a structure to its key
     * @param whole whether patterns are about everything
     */
    KeySpace(RedisLink link, String namespace, Function<String, byte[]> structures, boolean whole) {
        this.link = link;
        this.namespace = namespace;
        this.structures = structures;
        this.whole = whole;
    }

    /**
     * All keys of the database, those of other namespaces and of other applications included, and what Jambry keeps for itself.
     *
     * @return a key space whose patterns begin at the beginning of names
     */
    public KeySpace everywhere() {
        return new KeySpace(link, namespace, structures, /* whole= */ true);
    }

    /**
     * The key of a structure.
     *
     * @param name as the structure is asked for with, in the group that this is of
     * @return its name on the server
     */
    public ServerKey of(String name) {
        return ServerKey.owning(structures.apply(requireNonNull(name, "name")));
    }

    /**
     * The keys that a pattern matches: {@code *} all of the namespace, <code>{*</code> the structures, <code>{cart}:*</code> those of a group,
     * <code>books:{*</code> the entries of a cache. The register of the namespace, and the indices beside it, are left out.
     *
     * @param pattern as {@code SCAN … MATCH} takes it, for what comes behind {@code <namespace>:}
     * @return a selection; nothing is sent
     * @throws IllegalArgumentException if it is empty
     */
    public KeySelection matching(String pattern) {
        if (requireNonNull(pattern, "pattern").isEmpty()) {
            throw new IllegalArgumentException("the pattern is empty; give * for all keys"
                    + (whole ? " of the database" : " of namespace '" + namespace + "'"));
        }
        byte[] match = (whole ? pattern : namespace + ":" + pattern).getBytes(StandardCharsets.UTF_8);
        return new KeySelection(link, match, whole ? "" : namespace + ":{" + namespace + ":");
    }

    /**
     * Tells whether something is there.
     *
     * @param key its name
     * @return an operation: {@code EXISTS}
     */
    public Operation<Boolean> exists(ServerKey key) {
        return operation(commands().exists(raw(key)));
    }

    /**
     * Tells what kind of thing is there.
     *
     * @param key its name
     * @return an operation: such as {@code hash}; empty if nothing is there: {@code TYPE}
     */
    public Operation<Optional<String>> type(ServerKey key) {
        return operation(Replies.map(
                commands().type(raw(key)), type -> type.equals("none") ? Optional.empty() : Optional.of(type)));
    }

    /**
     * Removes something. The memory is given back in the background.
     *
     * @param key its name
     * @return an operation whose result is whether it was there: {@code UNLINK}
     */
    public Operation<Boolean> delete(ServerKey key) {
        return operation(Replies.map(commands().unlink(raw(key)), Replies::isOne));
    }

    /**
     * Counts as an access, so that eviction takes something else first.
     *
     * @param key its name
     * @return an operation whose result is whether it is there: {@code TOUCH}
     */
    public Operation<Boolean> touch(ServerKey key) {
        return operation(Replies.map(commands().touch(raw(key)), Replies::isOne));
    }

    /**
     * Tells when it ends.
     *
     * @param key its name
     * @return an operation; empty if it has no end, or is not there: {@code PTTL}
     */
    public Operation<Optional<Duration>> timeToLive(ServerKey key) {
        return operation(Ends.left(commands(), raw(key)));
    }

    /**
     * Tells at which moment of the server's clock it ends. Redis 7.0.
     *
     * @param key its name
     * @return an operation; empty if it has no end, or is not there: {@code PEXPIRETIME}
     */
    public Operation<Optional<Instant>> end(ServerKey key) {
        return operation(Ends.moment(commands(), raw(key)));
    }

    /**
     * Lets it end.
     *
     * @param key its name
     * @param timeToLive from now, at least a millisecond
     * @return an operation whose result is whether it was there: {@code PEXPIRE}
     */
    public Operation<Boolean> expire(ServerKey key, Duration timeToLive) {
        return operation(Ends.after(commands(), raw(key), timeToLive));
    }

    /**
     * Lets it end, under a condition. Redis 7.0.
     *
     * @param key its name
     * @param timeToLive from now, at least a millisecond
     * @param rule the condition
     * @return an operation whose result is whether it was there and met the condition: {@code PEXPIRE}
     */
    public Operation<Boolean> expire(ServerKey key, Duration timeToLive, ExpiryRule rule) {
        return operation(Ends.after(commands(), raw(key), timeToLive, rule));
    }

    /**
     * Lets it end at a moment of the server's clock.
     *
     * @param key its name
     * @param end the moment; one that is past removes it
     * @return an operation whose result is whether it was there: {@code PEXPIREAT}
     */
    public Operation<Boolean> expireAt(ServerKey key, Instant end) {
        return operation(Ends.at(commands(), raw(key), end));
    }

    /**
     * Lets it end at a moment of the server's clock, under a condition. Redis 7.0.
     *
     * @param key its name
     * @param end the moment; one that is past removes it
     * @param rule the condition
     * @return an operation whose result is whether it was there and met the condition: {@code PEXPIREAT}
     */
    public Operation<Boolean> expireAt(ServerKey key, Instant end, ExpiryRule rule) {
        return operation(Ends.at(commands(), raw(key), end, rule));
    }

    /**
     * Takes its end away.
     *
     * @param key its name
     * @return an operation whose result is whether it had one: {@code PERSIST}
     */
    public Operation<Boolean> persist(ServerKey key) {
        return operation(Replies.map(commands().persist(raw(key)), Replies::isOne));
    }

    /**
     * Gives something another name; its end goes along.
     *
     * @param from what it is called; a {@link io.jambry.ServerException} if nothing is
     * @param to what it will be called
     * @param present what becomes of what is called so already
     * @return an operation whose result is whether it was renamed: {@code RENAME}, {@code RENAMENX}
     * @throws IllegalArgumentException if the names are of several slots of a cluster
     */
    public Operation<Boolean> rename(ServerKey from, ServerKey to, IfPresent present) {
        return operation(
                switch (requireNonNull(present, "present")) {
                    case KEEP -> Replies.map(commands().renamenx(raw(from), raw(to)), Replies::isOne);
                    case REPLACE -> Replies.map(commands().rename(raw(from), raw(to)), ok -> true);
                });
    }

    /**
     * Writes a copy; its end goes along.
     *
     * @param from what is copied
     * @param to what the copy is called
     * @param present what becomes of what is called so already
     * @return an operation whose result is whether there is a copy: false if there is nothing to be copied, or something was kept: {@code
     *     COPY}
     * @throws IllegalArgumentException if the names are of several slots of a cluster
     */
    public Operation<Boolean> copy(ServerKey from, ServerKey to, IfPresent present) {
        return operation(commands().copy(raw(from), raw(to), requireNonNull(present, "present") == IfPresent.REPLACE));
    }

    /**
     * Reads something as a whole, to be {@linkplain #restore restored} here or on a server that is not older.
     *
     * @param key its name
     * @return an operation: bytes that only servers understand, without the end; empty if nothing is there: {@code DUMP}
     */
    public Operation<Optional<byte[]>> dump(ServerKey key) {
        return operation(Replies.map(commands().dump(raw(key)), Optional::ofNullable));
    }

    /**
     * Writes what was {@linkplain #dump read as a whole}, without an end.
     *
     * @param key what it will be called
     * @param dump what was read
     * @param present what becomes of what is called so already; to keep it is a {@link io.jambry.ServerException} with {@code BUSYKEY}
     * @return an operation: {@code RESTORE}
     */
    public Operation<@Nullable Void> restore(ServerKey key, byte[] dump, IfPresent present) {
        return restored(key, dump, 0, present);
    }

    /**
     * Writes what was {@linkplain #dump read as a whole}.
     *
     * @param key what it will be called
     * @param dump what was read
     * @param timeToLive from now, at least a millisecond
     * @param present what becomes of what is called so already; to keep it is a {@link io.jambry.ServerException} with {@code BUSYKEY}
     * @return an operation: {@code RESTORE}
     */
    public Operation<@Nullable Void> restore(ServerKey key, byte[] dump, Duration timeToLive, IfPresent present) {
        return restored(key, dump, Structure.millis(timeToLive), present);
    }

    private Operation<@Nullable Void> restored(ServerKey key, byte[] dump, long millis, IfPresent present) {
        RestoreParams how = new RestoreParams();
        if (requireNonNull(present, "present") == IfPresent.REPLACE) {
            how.replace();
        }
        return operation(Replies.map(
                commands()
                        .restore(raw(key), millis, requireNonNull(dump, "dump").clone(), how),
                KeySpace::nothing));
    }

    private static @Nullable Void nothing(String ok) {
        return null;
    }

    /**
     * Tells how long nobody has used it.
     *
     * @param key its name
     * @return an operation, in whole seconds; empty if it is not there; a {@link io.jambry.ServerException} where the server counts uses
     *     instead ({@code maxmemory-policy} with LFU): {@code OBJECT IDLETIME}
     */
    public Operation<Optional<Duration>> idleTime(ServerKey key) {
        return operation(Replies.map(
                commands().objectIdletime(raw(key)),
                seconds -> Optional.ofNullable(seconds).map(Duration::ofSeconds)));
    }

    /**
     * Tells how often it is used, as the server estimates it.
     *
     * @param key its name
     * @return an operation: a logarithm, 0 to 255; empty if it is not there; a {@link io.jambry.ServerException} where the server does not
     *     count uses ({@code maxmemory-policy} without LFU): {@code OBJECT FREQ}
     */
    public Operation<Optional<Long>> frequency(ServerKey key) {
        return operation(Replies.map(commands().objectFreq(raw(key)), Optional::ofNullable));
    }

    /**
     * Tells in which form the server keeps it, such as {@code listpack} while it is small.
     *
     * @param key its name
     * @return an operation: the server's word for it; empty if it is not there: {@code OBJECT ENCODING}
     */
    public Operation<Optional<String>> encoding(ServerKey key) {
        return operation(Replies.map(
                commands().objectEncoding(raw(key)),
                word -> Optional.ofNullable(word).map(Replies::text)));
    }

    /**
     * Tells how many bytes of the server's memory it takes, its name included. Large structures are estimated by five of their elements.
     *
     * @param key its name
     * @return an operation; empty if it is not there: {@code MEMORY USAGE}
     */
    public Operation<Optional<Long>> memory(ServerKey key) {
        return operation(Replies.map(commands().memoryUsage(raw(key)), Optional::ofNullable));
    }

    private <T extends @Nullable Object> Operation<T> operation(CommandObject<T> command) {
        return new Operation<>(new StructureLink(link, StructureLink.KEYS, namespace), command);
    }

    private CommandObjects commands() {
        return link.commands();
    }

    private static byte[] raw(ServerKey key) {
        return requireNonNull(key, "key").raw();
    }
}
