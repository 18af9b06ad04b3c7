// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.io.Serial;
import java.io.Serializable;
import java.util.Map;

/**
 * A result with its tags. The name of this class is on the wire.
 *
 * @param result the result
 * @param generations by tag, the generation in which the tag was before the result was made
 */
@SuppressWarnings("serial") // what cannot be stored is refused by the cache
record Tagged(Object result, Map<String, String> generations) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Tells whether the tags are still in the generations that they were in.
     *
     * @param now those that they are in
     */
    boolean isCurrent(Map<String, String> now) {
        return now.entrySet().containsAll(generations.entrySet());
    }
}
