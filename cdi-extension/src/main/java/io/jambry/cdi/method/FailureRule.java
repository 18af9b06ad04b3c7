// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.List;

/**
 * Which failures of a method something is done for: JSR-107 gives each annotation a list of those that count and one of those that
 * do not, and says for each what two empty lists mean.
 */
final class FailureRule {

    private final boolean whenNothingIsListed;
    private final List<Class<? extends Throwable>> included;
    private final List<Class<? extends Throwable>> excluded;

    FailureRule(
            boolean whenNothingIsListed, Class<? extends Throwable>[] included, Class<? extends Throwable>[] excluded) {
        this.whenNothingIsListed = whenNothingIsListed;
        this.included = List.of(included);
        this.excluded = List.of(excluded);
    }

    private FailureRule() {
        this.whenNothingIsListed = false;
        this.included = List.of();
        this.excluded = List.of();
    }

    static FailureRule never() {
        return new FailureRule();
    }

    boolean concerns(Throwable failure) {
        if (included.isEmpty() && excluded.isEmpty()) {
            return whenNothingIsListed;
        }
        return (included.isEmpty() || isOneOf(included, failure)) && !isOneOf(excluded, failure);
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable failure) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }
}
