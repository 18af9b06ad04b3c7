// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** A method with one of our own annotations, which have neither resolvers nor generators: where it works, and under which keys. */
record OwnMethod(MethodFacts facts, Targets targets, Keys keys) {

    Target target() {
        return targets.named();
    }

    Object key(Target target, Invocation invocation) {
        return keys.ofArguments(target, invocation.arguments());
    }
}
