// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import org.jspecify.annotations.Nullable;

/** A method with one of our own annotations, which have neither resolvers nor generators: where it works, and under which keys. */
record OwnMethod(MethodFacts facts, Targets targets, Keys keys) {

    Target target() {
        return targets.named();
    }

    Object key(Target target, Invocation invocation) {
        return key(target, invocation.arguments());
    }

    /** The same for who has asked for the arguments already. */
    Object key(Target target, @Nullable Object[] arguments) {
        return keys.ofArguments(target, arguments);
    }
}
