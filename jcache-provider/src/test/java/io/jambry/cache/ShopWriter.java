// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A writer that knows one way to write, and does not delete. */
abstract class ShopWriter implements CacheWriter<String, Long> {

    @Override
    public void write(Cache.Entry<? extends String, ? extends Long> entry) {
        writeAll(new ArrayList<>(List.of(entry)));
    }

    @Override
    public void delete(Object key) {
        throw new UnsupportedOperationException("nothing is deleted here");
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        throw new UnsupportedOperationException("nothing is deleted here");
    }
}
