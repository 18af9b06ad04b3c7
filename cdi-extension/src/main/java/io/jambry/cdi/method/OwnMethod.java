// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import javax.cache.annotation.CacheKeyInvocationContext;

/** A method with one of our own annotations: where it works, and under which keys. */
record OwnMethod(MethodFacts facts, Targets targets, Keys keys) {

    Target target() {
        return targets.of(OwnMethod::noView);
    }

    Object key(Target target, Invocation invocation) {
        return keys.of(target, invocation.arguments(), OwnMethod::noView);
    }

    private static CacheKeyInvocationContext<?> noView() {
        throw new IllegalStateException("our own annotations have neither resolvers nor generators");
    }
}
