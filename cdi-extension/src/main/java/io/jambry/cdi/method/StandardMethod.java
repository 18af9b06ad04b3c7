// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;

/**
 * A method with one of the standard annotations: where it works, and under which keys.
 *
 * @param <A> the annotation
 */
record StandardMethod<A extends Annotation>(Details<A> details, Targets targets, Keys keys) {

    A annotation() {
        return details.annotation();
    }

    Target target(Invocation invocation) {
        return targets.of(() -> new CallView<>(details, invocation));
    }

    Object key(Target target, Invocation invocation) {
        return keys.of(target, invocation.arguments(), () -> new CallView<>(details, invocation));
    }
}
