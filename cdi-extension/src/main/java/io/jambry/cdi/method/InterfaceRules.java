// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.reflect.Method;
import java.util.Arrays;

/** CDI does not look for annotations on the methods of interfaces. */
final class InterfaceRules {

    private final Problems problems;
    private final CdiSettings settings;

    InterfaceRules(Problems problems, CdiSettings settings) {
        this.problems = problems;
        this.settings = settings;
    }

    void check(BeanFacts bean) {
        if (settings.copyFromInterfaces()) {
            return;
        }
        for (Class<?> type : Interfaces.of(bean.beanClass())) {
            for (Method method : type.getMethods()) {
                Annotations.operations(MethodFacts.of(type, method).annotations()).stream()
                        .filter(operation -> isImplementedWithout(bean, method))
                        .forEach(
                                operation -> problems.warn(
                                        operation.shown() + " on " + type.getName() + "#"
                                                + method.getName() + " has no effect in "
                                                + bean.beanClass().getName()
                                                + ": containers ignore annotations on interfaces; put it on the class, or set 'jambry.cdi.copy-from-interfaces = true'"));
            }
        }
    }

    private static boolean isImplementedWithout(BeanFacts bean, Method declared) {
        return bean.methods().stream()
                .filter(method -> method.method().getName().equals(declared.getName())
                        && Arrays.equals(method.method().getParameterTypes(), declared.getParameterTypes()))
                .anyMatch(method -> bean.operations(method).isEmpty());
    }
}
