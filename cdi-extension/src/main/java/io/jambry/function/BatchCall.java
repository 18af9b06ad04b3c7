// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.Map;
import java.util.Set;

/**
 * A call for several keys at once.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the results
 */
@FunctionalInterface
public interface BatchCall<K, V> {

    /**
     * Makes the results.
     *
     * @param keys one at least
     * @return results for these keys; a key without one may be left out
     * @throws Exception if that fails
     */
    Map<K, V> call(Set<K> keys) throws Exception;
}
