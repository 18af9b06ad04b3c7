// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.CacheKeyExclude;
import java.util.List;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/** Makes the key of a call: by the generator that the annotation names, or of the parameters. */
final class Keys {

    private final int[] positions;
    private final @Nullable CacheKeyGenerator generator;
    private final boolean takesOnlyParameter;

    private Keys(MethodFacts facts, @Nullable CacheKeyGenerator generator, boolean takesOnlyParameter) {
        this.positions = positions(facts);
        this.generator = generator;
        this.takesOnlyParameter = takesOnlyParameter;
    }

    /** Keys as JSR-107 makes them: always of one class, unless the cache has keys of another. */
    static Keys generated(MethodFacts facts, @Nullable CacheKeyGenerator generator) {
        return new Keys(facts, generator, /* takesOnlyParameter= */ false);
    }

    /** The only parameter as it is, or several together. */
    static Keys ofParameters(MethodFacts facts) {
        return new Keys(facts, null, /* takesOnlyParameter= */ true);
    }

    /** The parameters that are marked as key, or else all but the value. */
    static int[] positions(MethodFacts facts) {
        List<Integer> marked = facts.positionsOf(CacheKey.class);
        return marked.isEmpty()
                ? IntStream.range(0, facts.parameters().size())
                        .filter(position -> !facts.parameterHas(position, CacheValue.class)
                                && !facts.parameterHas(position, CacheKeyExclude.class))
                        .toArray()
                : marked.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Tells whether a generator makes them. */
    boolean areGenerated() {
        return generator != null;
    }

    /** Has a generator make the key of a call. */
    Object generated(CacheKeyInvocationContext<?> call) {
        if (generator == null) {
            throw new IllegalStateException("keys are made of arguments");
        }
        Object key = generator.generateCacheKey(call);
        if (key == null) {
            throw new CacheAnnotationException(
                    "cacheKeyGenerator " + generator.getClass().getName() + " returned null: it must make a key");
        }
        return key;
    }

    /** Tells whether an argument is the key as it is, unless it is null: the one at the first position. */
    boolean takeArgument(Target target) {
        return generator == null && positions.length == 1 && (takesOnlyParameter || target.takesParameters());
    }

    /** The position of the first parameter that keys are made of; -1 if they are made of none. */
    int firstPosition() {
        return positions.length == 0 ? -1 : positions[0];
    }

    /**
     * Makes a key of arguments.
     *
     * @param target where it is for: a cache with a key type of its own takes the only parameter as it is
     * @param arguments those of the call
     */
    Object ofArguments(Target target, @Nullable Object[] arguments) {
        Object only = takeArgument(target) ? arguments[positions[0]] : null;
        return only == null ? ofSeveral(arguments) : only;
    }

    private MethodKey ofSeveral(@Nullable Object[] arguments) {
        @Nullable Object[] parameters = new @Nullable Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            parameters[i] = arguments[positions[i]];
        }
        return MethodKey.ofOwn(parameters);
    }
}
