// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** A walk over a set in pages: {@code SSCAN}. Confined to one thread. */
final class SetWalk<E> extends Walk<byte[], E> {

    private final RedisSet<E> set;

    SetWalk(RedisSet<E> set) {
        this.set = set;
    }

    @Override
    ScanResult<byte[]> page(byte[] cursor) {
        return set.link().call(set.commands().sscan(set.key(), cursor, new ScanParams().count(PAGE)));
    }

    @Override
    E element(byte[] raw) {
        return set.form().decode(raw);
    }

    @Override
    void remove(E element) {
        set.remove(element).call();
    }
}
