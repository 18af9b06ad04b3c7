// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.function.Supplier;
import javax.cache.annotation.CacheKeyInvocationContext;

/** A method with one of our own annotations: where it works, and under which keys. */
record OwnMethod(MethodFacts facts, Targets targets, Keys keys) {

    private static final Supplier<CacheKeyInvocationContext<?>> NO_VIEW = () -> {
        throw new IllegalStateException("our own annotations have neither resolvers nor generators");
    };

    Target target() {
        return targets.of(NO_VIEW);
    }

    Object key(Target target, Invocation invocation) {
        return keys.of(target, invocation.arguments(), NO_VIEW);
    }
}
