// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import io.jambry.structure.Structures;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** A node of an application, on the server that all tests of this JVM share. */
public final class Node implements AutoCloseable {

    private static final CachingProvider PROVIDER =
            Caching.getCachingProvider("io.jambry.provider.JambryCachingProvider");

    private final CacheManager manager;
    private final SessionRepository sessions;

    private Node(CacheManager manager, SessionSettings settings) {
        this.manager = manager;
        this.sessions = SessionRepository.of(manager.unwrap(Structures.class), settings);
    }

    public static Node of(SessionSettings settings) {
        return of(settings, Map.of());
    }

    /** With settings of the provider, without {@code jambry.}. */
    public static Node of(SessionSettings settings, Map<String, String> provider) {
        return new Node(manager(provider), settings);
    }

    /** On the connection of a manager, which is closed with it. */
    public static Node of(SessionSettings settings, CacheManager manager) {
        return new Node(manager, settings);
    }

    public static CacheManager manager(Map<String, String> settings) {
        return manager(settings, null);
    }

    /** With a loader that finds the classes of attributes; null for that of this thread. */
    public static CacheManager manager(Map<String, String> settings, ClassLoader loader) {
        Properties properties = new Properties();
        properties.setProperty("jambry.url", "embedded:sessions");
        properties.setProperty("jambry.caches.sessions.allow-classes", "io.jambry.sessions.*");
        settings.forEach((key, value) -> properties.setProperty("jambry." + key, value));
        return PROVIDER.getCacheManager(URI.create("jambry:" + UUID.randomUUID()), loader, properties);
    }

    /** How to reach the server that all tests share. */
    public static ConnectionSettings connection() {
        try (CacheManager any = manager(Map.of())) {
            return any.unwrap(Jambry.class).connection();
        }
    }

    /** A name that no other test has. */
    public static SessionSettings settings() {
        return SessionSettings.of("app-" + UUID.randomUUID());
    }

    public static SessionSettings settings(Duration window) {
        return with(settings(), window, DirtyCheck.READ, Undecodable.KEEP);
    }

    public static SessionSettings with(SessionSettings s, Duration window, DirtyCheck check, Undecodable undecodable) {
        return new SessionSettings(
                s.application(),
                window,
                s.grace(),
                s.sweepInterval(),
                s.lease(),
                s.maxSessionBytes(),
                s.localCopies(),
                check,
                undecodable);
    }

    public static String newId() {
        return UUID.randomUUID().toString();
    }

    public CacheManager manager() {
        return manager;
    }

    public SessionRepository sessions() {
        return sessions;
    }

    public Structures structures() {
        return manager.unwrap(Structures.class);
    }

    /** How many scripts the server ran, by its own count. */
    public long scriptsRun() {
        return new ServerCount(structures()).scripts();
    }

    /** Fields and values of a hash, as the server has them. */
    public Map<String, String> hash(String name) {
        List<String> raw = structures()
                .run(Script.of("look", 1, """
                                local found = redis.call('HGETALL', KEYS[1])
                                local state = redis.call('HGET', KEYS[1], '~s') or redis.call('HGET', KEYS[1], '~over')
                                if state then
                                    local numbers = { struct.unpack('<ddddd', state) }
                                    for i, field in ipairs({ '~v', '~a', '~m', '~w' }) do
                                        found[#found + 1] = field
                                        found[#found + 1] = string.format('%.0f', numbers[i])
                                    end
                                end
                                return found""", ScriptResult.list(ScriptResult.text())), List.of(name))
                .call();
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < raw.size(); i += 2) {
            fields.put(raw.get(i), raw.get(i + 1));
        }
        return fields;
    }

    /** In a script: what the last key has is another version now. */
    static final String NEXT_VERSION = """
            local state = redis.call('HGET', KEYS[#KEYS], '~s')
            redis.call('HSET', KEYS[#KEYS], '~s', struct.pack('<d', struct.unpack('<d', state) + 1) .. string.sub(state, 9))""";

    /** Lets a stored session be as it would be at another time; nothing but this node then ends it. */
    public void date(String application, String handle, long createdAt, long accessedAt, long idleMillis) {
        SessionId id = new SessionId(handle);
        SessionKeys keys = new SessionKeys(application);
        run("""
                local state = redis.call('HGET', KEYS[1], '~s')
                local version, _, _, window, before = struct.unpack('<ddddd', state)
                state = struct.pack('<ddddd', version, ARGV[2], ARGV[3], window, before) .. string.sub(state, 41)
                redis.call('HSET', KEYS[1], '~c', ARGV[1], '~s', state)
                redis.call('PERSIST', KEYS[1])""", keys.session(id), createdAt, accessedAt, idleMillis);
        if (idleMillis > 0) {
            run("redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])", keys.due(id), accessedAt + idleMillis, handle);
        }
    }

    /** Puts bytes in the place of an attribute. */
    public void overwrite(String application, String handle, String attribute, byte[] bytes) {
        run(
                "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])",
                new SessionKeys(application).session(new SessionId(handle)),
                StoredFields.attribute(attribute),
                bytes);
    }

    /** Lets the server forget a session, as it does in the end. */
    public void forget(String application, String handle) {
        run("redis.call('DEL', KEYS[1])", new SessionKeys(application).session(new SessionId(handle)));
    }

    private void run(String script, String key, Object... arguments) {
        structures()
                .run(
                        Script.of("change", 1, script + " return {}", ScriptResult.list(ScriptResult.text())),
                        List.of(key),
                        arguments)
                .call();
    }

    /** When sweepers look at a session next, ms; 0 if never. */
    public long dueAt(String application, String handle) {
        return ask(
                "return tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or 0)",
                new SessionKeys(application).due(new SessionId(handle)),
                handle);
    }

    /** For how many ms the server goes on knowing something of a session. */
    public long millisLeft(String application, String handle) {
        return ask("return redis.call('PTTL', KEYS[1])", new SessionKeys(application).session(new SessionId(handle)));
    }

    private long ask(String script, String key, Object... arguments) {
        return structures()
                .run(Script.of("ask", 1, script, ScriptResult.number()), List.of(key), arguments)
                .call();
    }

    /** All keys of the application. */
    public List<String> keys(String application) {
        List<String> keys = new ArrayList<>(structures()
                .run(
                        Script.of(
                                "keys",
                                1,
                                "return redis.call('KEYS', ARGV[1])",
                                ScriptResult.list(ScriptResult.text())),
                        List.of("any"),
                        "*" + application + "*")
                .call());
        return keys;
    }

    @Override
    public void close() {
        manager.close();
    }
}
