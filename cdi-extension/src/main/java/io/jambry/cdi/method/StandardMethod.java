// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;

/**
 * A method with one of the standard annotations: where it works, and under which keys. Resolvers and generators are shown the call, which is
 * not made to be seen for nobody.
 *
 * @param <A> the annotation
 */
record StandardMethod<A extends Annotation>(Details<A> details, Targets targets, Keys keys) {

    A annotation() {
        return details.annotation();
    }

    Target target(Invocation invocation) {
        return targets.areResolved() ? targets.resolved(view(invocation)) : targets.named();
    }

    Object key(Target target, Invocation invocation) {
        return keys.areGenerated() ? generatedKey(invocation) : keys.ofArguments(target, invocation.arguments());
    }

    private Object generatedKey(Invocation invocation) {
        return keys.generated(view(invocation));
    }

    private CallView<A> view(Invocation invocation) {
        return new CallView<>(details, invocation);
    }
}
