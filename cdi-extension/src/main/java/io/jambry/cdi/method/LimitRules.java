// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.Cached;
import java.util.HashMap;
import java.util.Map;

/** A cache has one limit, whichever methods give it. Confined to one thread. */
final class LimitRules {

    private final Problems problems;
    private final CdiSettings settings;
    private final Map<String, Declared> declared = new HashMap<>();

    private record Declared(MethodFacts method, CacheLimits limits) {}

    LimitRules(Problems problems, CdiSettings settings) {
        this.problems = problems;
        this.settings = settings;
    }

    void add(MethodFacts method, Cached cached, String cacheName) {
        try {
            CacheLimits.of(method, cached, settings)
                    .ifPresent(limits -> compare(cacheName, new Declared(method, limits)));
        } catch (CacheAnnotationException unfit) {
            problems.error(String.valueOf(unfit.getMessage()));
        }
    }

    private void compare(String cacheName, Declared here) {
        Declared first = declared.putIfAbsent(cacheName, here);
        if (first != null && !first.limits().equals(here.limits())) {
            problems.error("@Cached on " + here.method().shown() + ": it limits cache '" + cacheName + "' to "
                    + here.limits().shown() + ", and @Cached on "
                    + first.method().shown() + " to " + first.limits().shown()
                    + "; say the same, or set 'scope' to FUNCTION, so that each has a cache of its own");
        }
    }
}
