// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisLink;

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
    public <E> RedisList<E> list(String name, Class<E> elementType) {
        byte[] key = key(name);
        return new RedisList<>(link("list", name), key, valued(name, key, elementType));
    }

    @Override
    public <E> RedisDeque<E> deque(String name, Class<E> elementType) {
        byte[] key = key(name);
        return new RedisDeque<>(link("deque", name), key, valued(name, key, elementType));
    }

    @Override
    public <E> RedisSet<E> set(String name, Class<E> elementType) {
        return new RedisSet<>(link("set", name), key(name), compared(name, elementType));
    }

    @Override
    public <E> RedisSortedSet<E> sortedSet(String name, Class<E> elementType) {
        return new RedisSortedSet<>(link("sorted set", name), key(name), compared(name, elementType));
    }

    private <E> ElementForm<E> valued(String name, byte[] key, Class<E> type) {
        return forms.valued(name, key, requireNonNull(type, "elementType"));
    }

    private <E> ElementForm<E> compared(String name, Class<E> type) {
        return forms.compared(name, requireNonNull(type, "elementType"));
    }

    @Override
    public Batch batch() {
        return new Batch(link, /* atomic= */ false);
    }

    @Override
    public Batch atomicBatch() {
        return new Batch(link, /* atomic= */ true);
    }

    private byte[] key(String name) {
        return keys.key(requireNonNull(name, "name"));
    }

    private StructureLink link(String kind, String name) {
        return new StructureLink(link, kind, name);
    }
}
