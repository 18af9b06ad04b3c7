// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CallCondition;
import io.jambry.cdi.ResultCondition;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What our own annotations must be like, beside what all must. */
final class OwnRules {

    private final Problems problems;
    private final CdiSettings settings;
    private final ClassRules classes;

    OwnRules(Problems problems, CdiSettings settings, ClassRules classes) {
        this.problems = problems;
        this.settings = settings;
        this.classes = classes;
    }

    /** Checks an annotation. Empty if its values cannot be read. */
    Optional<OwnValues> check(MethodFacts method, CacheOperation operation, Annotation annotation) {
        if (operation.storesResult() && ResultShape.isNothing(method.method())) {
            problems.error(
                    operation.shown() + " on " + method.shown()
                            + ": the method returns nothing that could be cached; give it a result, or take the annotation away");
        }
        if (annotation instanceof Cached cached) {
            if (cached.when() != CallCondition.class) {
                classes.check(operation, method, cached.when());
            }
            if (cached.unless() != ResultCondition.class) {
                classes.check(operation, method, cached.unless());
            }
        }
        if (operation == CacheOperation.BATCH) {
            checkBatch(method);
        }
        if (annotation instanceof CacheEvict evict) {
            checkEvict(method, evict);
        }
        try {
            TagTemplates.of(method, operation, annotation);
            return Optional.of(OwnValues.of(method, annotation, settings));
        } catch (CacheAnnotationException unfit) {
            problems.error(String.valueOf(unfit.getMessage()));
            return Optional.empty();
        }
    }

    private void checkBatch(MethodFacts method) {
        int[] keys = Keys.positions(method);
        Class<?> result = method.method().getReturnType();
        boolean takesKeys = keys.length == 1
                && Set.of(Collection.class, List.class, Set.class)
                        .contains(method.method().getParameterTypes()[keys[0]]);
        if (!takesKeys || (result != Map.class && result != List.class)) {
            problems.error(
                    "@CachedBatch on " + method.shown()
                            + ": it must take its keys as one Collection, List or Set, others with @CacheKeyExclude, and return a Map or a List");
        }
    }

    private void checkEvict(MethodFacts method, CacheEvict evict) {
        boolean byTag = evict.tag().length > 0;
        boolean byPattern = !evict.pattern().isEmpty();
        if ((byTag ? 1 : 0) + (byPattern ? 1 : 0) + (evict.all() ? 1 : 0) > 1) {
            problems.error("@CacheEvict on " + method.shown()
                    + ": 'all', 'tag' and 'pattern' each say by itself what is evicted; keep one of them");
        }
        if (byTag && (!evict.cache().isEmpty() || !evict.version().isEmpty())) {
            problems.error("@CacheEvict on " + method.shown()
                    + ": 'tag' evicts from all caches that have results with it; leave 'cache' and 'version' out");
        }
        if (byPattern) {
            try {
                pattern(method, evict);
            } catch (CacheAnnotationException unfit) {
                problems.error(String.valueOf(unfit.getMessage()));
            }
        }
    }

    static KeyPattern pattern(MethodFacts method, CacheEvict evict) {
        return KeyPattern.parse(evict.pattern(), "@CacheEvict on " + method.shown() + ": 'pattern'");
    }
}
