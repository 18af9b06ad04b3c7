// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Map;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/** A walk over a sorted set in pages: {@code ZSCAN}. Confined to one thread. */
final class ScoresWalk<E> extends Walk<Tuple, Map.Entry<E, Double>> {

    private final RedisSortedSet<E> set;

    ScoresWalk(RedisSortedSet<E> set) {
        this.set = set;
    }

    @Override
    ScanResult<Tuple> page(byte[] cursor) {
        return set.link().call(set.commands().zscan(set.key(), cursor, new ScanParams().count(PAGE)));
    }

    @Override
    Map.Entry<E, Double> element(Tuple raw) {
        return Map.entry(set.form().decode(raw.getBinaryElement()), raw.getScore());
    }

    @Override
    void remove(Map.Entry<E, Double> element) {
        set.remove(element.getKey()).call();
    }
}
