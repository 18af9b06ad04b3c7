// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;

/** What no container can intercept. Asked as soon as a bean is known, since some containers refuse it themselves a little later. */
public final class InterceptionRules {

    private InterceptionRules() {}

    /** The methods of a bean whose annotations can have no effect. */
    public static List<Problem> check(BeanFacts bean) {
        Problems problems = new Problems();
        for (MethodFacts method : bean.methods()) {
            Map<CacheOperation, Annotation> operations = bean.operations(method);
            String reason = operations.isEmpty() ? "" : reason(method);
            if (!reason.isEmpty()) {
                problems.error(MethodRules.shown(operations) + " on " + method.shown() + ": " + reason
                        + ", so no call of it can be intercepted; change that, or take the annotation away");
            }
        }
        return problems.found();
    }

    private static String reason(MethodFacts method) {
        int modifiers = method.method().getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            return "the method is private";
        }
        if (Modifier.isStatic(modifiers)) {
            return "the method is static";
        }
        if (Modifier.isFinal(modifiers)) {
            return "the method is final";
        }
        return Modifier.isFinal(method.beanClass().getModifiers()) ? "the class is final" : "";
    }
}
