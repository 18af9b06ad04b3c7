// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisLink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/** The structures of a namespace, over a link. Thread-safe. */
public final class NamespaceStructures implements Structures {

    private final RedisLink link;
    private final StructureKeys keys;
    private final StructureForms forms;

    private NamespaceStructures(RedisLink link, StructureKeys keys, StructureForms forms) {
        this.link = link;
        this.keys = keys;
        this.forms = forms;
    }

    /**
     * The structures of a namespace.
     *
     * @param link leads to the servers
     * @param namespace the name of the namespace
     * @param forms how elements are written
     * @return the structures
     */
    public static Structures of(RedisLink link, String namespace, StructureForms forms) {
        return new NamespaceStructures(link, StructureKeys.of(namespace), forms);
    }

    @Override
    public Structures group(String name) {
        return new NamespaceStructures(link, keys.group(requireNonNull(name, "name")), forms);
    }

    @Override
    public <K, V> RedisMap<K, V> map(String name, Class<K> keyType, Class<V> valueType) {
        byte[] key = key(name);
        return new RedisMap<>(
                link("map", name),
                key,
                forms.compared(name, requireNonNull(keyType, "keyType")),
                forms.valued(name, key, requireNonNull(valueType, "valueType")));
    }

    @Override
    public Batch batch() {
        return new Batch(link, /* atomic= */ false);
    }

    @Override
    public Batch atomicBatch() {
        return new Batch(link, /* atomic= */ true);
    }

    // scripts, limits, keys, servers

    @Override
    public RedisRateLimiter rateLimiter(String name, RateLimit limit) {
        RateScript script = RateScript.of(requireNonNull(limit, "limit"));
        return limiter(name, key(name), script, forms.compared(name, String.class));
    }

    private RedisRateLimiter limiter(String name, byte[] key, RateScript script, ElementForm<String> parts) {
        return new RedisRateLimiter(
                link("rate limiter", name),
                key,
                script,
                part -> limiter(name, keys.key(name, parts.encode(part)), script, parts));
    }

    @Override
    public <T extends @Nullable Object> Operation<T> run(Script<T> script, List<String> names, Object... arguments) {
        byte[][] words = Words.of(script, script.keys(), names, this::key, arguments);
        requireKeys(script, script.keys());
        return new Operation<>(link(StructureLink.SCRIPT, script.name()), script.call(words));
    }

    @Override
    public <T extends @Nullable Object> Operation<T> run(
            RedisFunction<T> function, List<String> names, Object... arguments) {
        byte[][] words = Words.of(function, function.keys(), names, this::key, arguments);
        requireKeys(function, function.keys());
        return new Operation<>(link(StructureLink.FUNCTION, function.name()), function.call(link.commands(), words));
    }

    private void requireKeys(Object of, int number) {
        if (number == 0 && link.isCluster()) {
            throw new IllegalArgumentException(
                    of
                            + " has no keys, so nobody knows on which node of the cluster to run it; give it the keys that it uses");
        }
    }

    @Override
    public RedisFunctions functions() {
        return new RedisFunctions(link);
    }

    @Override
    public <T extends @Nullable Object> Operation<T> execute(CommandObject<T> command) {
        return GivenCommand.operation(link, requireNonNull(command, "command"));
    }

    @Override
    public byte[] keyOf(String name) {
        return key(name);
    }

    @Override
    public <E> ElementForm<E> comparedForm(String name, Class<E> type) {
        return forms.compared(requireNonNull(name, "name"), requireNonNull(type, "type"));
    }

    @Override
    public <E> ElementForm<E> valueForm(String name, Class<E> type) {
        return forms.valued(name, key(name), requireNonNull(type, "type"));
    }

    @Override
    public KeySpace keys() {
        return new KeySpace(link, keys.namespace(), this::key, /* whole= */ false);
    }

    @Override
    public RedisServers servers() {
        return new RedisServers(link);
    }

    // end of scripts, limits, keys, servers

    private byte[] key(String name) {
        return keys.key(requireNonNull(name, "name"));
    }

    private StructureLink link(String kind, String name) {
        return new StructureLink(link, kind, name);
    }
}
