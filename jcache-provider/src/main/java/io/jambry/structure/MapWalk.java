// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** A walk over a map in pages: {@code HSCAN}. Confined to one thread. */
final class MapWalk<K, V> extends Walk<Map.Entry<byte[], byte[]>, Map.Entry<K, V>> {

    private final RedisMap<K, V> map;
    private final ElementForm<K> keys;
    private final ElementForm<V> values;

    MapWalk(RedisMap<K, V> map, ElementForm<K> keys, ElementForm<V> values) {
        this.map = map;
        this.keys = keys;
        this.values = values;
    }

    @Override
    ScanResult<Entry<byte[], byte[]>> page(byte[] cursor) {
        return map.link().call(map.commands().hscan(map.key(), cursor, new ScanParams().count(PAGE)));
    }

    @Override
    Entry<K, V> element(Entry<byte[], byte[]> raw) {
        return Map.entry(keys.decode(raw.getKey()), values.decode(raw.getValue()));
    }

    @Override
    void remove(Entry<K, V> element) {
        map.remove(element.getKey()).call();
    }
}
