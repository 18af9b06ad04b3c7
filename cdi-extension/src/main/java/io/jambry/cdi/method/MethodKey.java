// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.io.Serial;
import java.util.Arrays;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The key made of the parameters of a method; arrays count as equal when their contents are.
 *
 * <p>The provider knows this class, its field and its constructor by name: they are on the wire.
 */
public final class MethodKey implements GeneratedCacheKey {

    @Serial
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // what is no key of the cache is refused there
    private final @Nullable Object[] parameters;

    private transient int hash;

    public MethodKey(@Nullable Object[] parameters) {
        this(parameters.clone(), Arrays.deepHashCode(parameters));
    }

    private MethodKey(@Nullable Object[] parameters, int hash) {
        this.parameters = parameters;
        this.hash = hash;
    }

    /** A key that takes over an array that nobody else has. */
    static MethodKey ofOwn(@Nullable Object[] parameters) {
        return new MethodKey(parameters, Arrays.deepHashCode(parameters));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof MethodKey key
                        && hash == key.hash
                        && Arrays.deepEquals(parameters, key.parameters));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "a key of " + parameters.length + " parameters";
    }

    @Serial
    private void readObject(java.io.ObjectInputStream in) throws java.io.IOException, ClassNotFoundException {
        in.defaultReadObject();
        hash = Arrays.deepHashCode(parameters);
    }
}
