// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The data structures of one namespace. Structures of one name are the same structure in every JVM; nothing is created before the first
 * element, and nothing has to be closed.
 *
 * <pre>{@code
 * Structures structures = cacheManager.unwrap(Jambry.class).structures();
 * RedisMap<String, Book> books = structures.map("books", String.class, Book.class);
 * Optional<Book> book = books.get("1984").call();
 * CompletionStage<Boolean> written = books.put("1984", newer).send();
 * ConcurrentMap<String, Book> view = books.view();
 * }</pre>
 *
 * <p>How elements are written is set as for a cache of the same name: {@code codec}, {@code compression}, {@code encryption}, and what
 * else concerns values. Keys of maps and members of sets are compared by the server, so they are written as keys of caches are.
 *
 * <p>Thread-safe.
 */
public interface Structures {

    /**
     * Structures that are kept together: in a cluster on one node, so that they can be part of one {@linkplain #atomicBatch atomic batch}
     * and of operations over several structures.
     *
     * @param name of the group, such as that of a shopping cart; not empty
     * @return the structures of the group
     */
    Structures group(String name);

    /**
     * A map: a hash.
     *
     * @param name of the structure, not empty; any characters
     * @param keyType the type of its keys
     * @param valueType the type of its values
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the map
     */
    <K, V> RedisMap<K, V> map(String name, Class<K> keyType, Class<V> valueType);

    /**
     * Operations that go to the servers together, each for itself.
     *
     * @return an empty batch
     */
    Batch batch();

    /**
     * Operations that are carried out as a whole, or not at all.
     *
     * @return an empty batch
     */
    Batch atomicBatch();

    // scripts, limits, keys, servers

    /**
     * What gives out permits, no more than a limit allows.
     *
     * @param name of the structure, not empty; any characters
     * @param limit how much it allows
     * @return the limiter
     */
    RedisRateLimiter rateLimiter(String name, RateLimit limit);

    /**
     * Runs a script on the server.
     *
     * @param script the script
     * @param names the names of structures that are its keys, as many as it has; in a cluster at least one, and all of one
     *     {@linkplain #group group}
     * @param arguments text, numbers, booleans (1 and 0), or bytes, such as those that {@link #valueForm} encodes
     * @param <T> the type of its result
     * @return an operation; {@code EVALSHA}
     * @throws IllegalArgumentException if there are more or fewer keys, an argument is of another type, or a cluster could not run it
     */
    <T extends @Nullable Object> Operation<T> run(Script<T> script, List<String> names, Object... arguments);

    /**
     * Calls a function that the server has, from Redis 7.0 on, and Valkey.
     *
     * @param function the function; its library is there already, such as by {@link RedisFunctions#load}
     * @param names the names of structures that are its keys, as many as it has; in a cluster at least one, and all of one
     *     {@linkplain #group group}
     * @param arguments text, numbers, booleans (1 and 0), or bytes, such as those that {@link #valueForm} encodes
     * @param <T> the type of its result
     * @return an operation; {@code FCALL} or {@code FCALL_RO}
     * @throws IllegalArgumentException if there are more or fewer keys, an argument is of another type, or a cluster could not run it
     */
    <T extends @Nullable Object> Operation<T> run(RedisFunction<T> function, List<String> names, Object... arguments);

    /**
     * The libraries of functions on the servers.
     *
     * @return where they are loaded and listed
     */
    RedisFunctions functions();

    /**
     * Makes an operation of any command that Jedis knows, for what is missing here. This is the one method that needs Jedis at compile time.
     *
     * <pre>{@code
     * CommandObjects commands = new CommandObjects(RedisProtocol.RESP3);
     * Operation<String> range = structures.execute(commands.getrange(structures.keyOf("text"), 0, 9));
     * }</pre>
     *
     * <p>The command goes out as it is: its keys are <em>verbatim</em>, in no namespace unless {@link #keyOf} gave them, and its values
     * are neither encoded nor encrypted. It should be made for RESP3. In a cluster it goes where its keys are; one without keys goes to any
     * node. Whether it may be sent again when a connection breaks is decided by its name: only plain reads are.
     *
     * @param command the command, with what makes a result of its reply
     * @param <T> the type of its result
     * @return an operation
     * @throws IllegalArgumentException if it blocks, or is about a connection, such as {@code SUBSCRIBE} or {@code SELECT}: connections are
     *     shared; or if its keys are of several slots of a cluster
     */
    <T extends @Nullable Object> Operation<T> execute(CommandObject<T> command);

    /**
     * The name of a structure on the server, with namespace and group.
     *
     * @param name as the structure is asked for with
     * @return its key, as {@link #execute} and other clients need it
     */
    byte[] keyOf(String name);

    /**
     * How the keys of a map, the members of a set, or whatever else the server compares, are written.
     *
     * @param name the name of the structure
     * @param type the type of the elements
     * @param <E> the type of the elements
     * @return the form
     */
    <E> ElementForm<E> comparedForm(String name, Class<E> type);

    /**
     * How the values of a structure are written.
     *
     * @param name the name of the structure, which encrypted values are bound to
     * @param type the type of the values
     * @param <E> the type of the values
     * @return the form
     */
    <E> ElementForm<E> valueForm(String name, Class<E> type);

    /**
     * The keys on the servers: to be counted, removed, copied and looked at.
     *
     * @return those of the namespace
     */
    KeySpace keys();

    /**
     * The servers, and what they tell of themselves.
     *
     * @return the servers
     */
    RedisServers servers();

    // end of scripts, limits, keys, servers
}
