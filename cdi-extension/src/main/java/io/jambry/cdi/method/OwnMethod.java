// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** A method with one of our own annotations: where it works, and under which keys. */
record OwnMethod(MethodFacts facts, Targets targets, Keys keys) {

    Target target() {
        return targets.of(OwnMethod::noResolver);
    }

    Object key(Target target, Invocation invocation) {
        return keys.of(target, invocation.arguments(), OwnMethod::noResolver);
    }

    private static <T> T noResolver() {
        throw new IllegalStateException("our own annotations have neither resolvers nor generators");
    }
}
