// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** Classes that annotations name must be to be had. */
record ClassRules(Problems problems, BeanCount beans) {

    void check(CacheOperation operation, MethodFacts method, Class<?> type) {
        int candidates = beans.of(type);
        if (candidates > 1) {
            problems.error(operation.shown() + " on " + method.shown() + ": there are several beans of "
                    + type.getName() + "; name a class that has one");
        } else if (candidates == 0 && !NoArguments.canMake(type)) {
            problems.error(operation.shown() + " on " + method.shown() + ": " + type.getName()
                    + " is no bean and has no public constructor without arguments; give it one of the two");
        }
    }
}
