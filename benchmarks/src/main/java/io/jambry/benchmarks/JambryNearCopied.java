// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.ValueCopier;
import java.util.Properties;

/** The same with a copier for mutable values. */
public class JambryNearCopied extends JambryNear {

    /** Copies what this workload holds. */
    public static final class Copier implements ValueCopier<Object> {
        @Override
        public Object copy(Object value) {
            return value instanceof Order order ? new Order(order) : value;
        }
    }

    @Override
    void settle(Properties properties) {
        properties.put("jambry.caches.orders.near-copier", new Copier());
    }
}
