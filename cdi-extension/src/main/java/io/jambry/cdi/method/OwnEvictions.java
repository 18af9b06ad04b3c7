// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.JambryCache;
import io.jambry.cdi.CacheEvict;
import java.util.Set;

/**
 * What {@link CacheEvict} evicts: an entry, all entries, those with a tag, or those that fit a pattern.
 *
 * @param caches where tags are
 * @param evictions carries them out
 */
record OwnEvictions(CacheSource caches, Evictions evictions) {

    ChangingMethod.Preparation of(OwnMethod method, CacheEvict annotation) {
        if (annotation.tag().length > 0) {
            return byTag(method.facts(), TagTemplates.of(method.facts(), CacheOperation.EVICT, annotation));
        }
        if (!annotation.pattern().isEmpty()) {
            KeyPattern pattern = OwnRules.pattern(method.facts(), annotation);
            return invocation -> {
                Target target = method.target();
                return of(method, target, () -> JambryCache.of(target.cache()).removeIf(pattern));
            };
        }
        if (annotation.all()) {
            return invocation -> {
                Target target = method.target();
                return of(method, target, target.cache()::removeAll);
            };
        }
        return invocation -> {
            Target target = method.target();
            Object key = method.key(target, invocation);
            return of(method, target, () -> target.cache().remove(key));
        };
    }

    private ChangingMethod.Preparation byTag(MethodFacts facts, TagTemplates templates) {
        return invocation -> {
            Set<String> tags = templates.of(invocation.arguments());
            return Change.eviction(
                    Transactions.ALL_CACHES,
                    () -> evictions.run(
                            facts, "all caches by tag", () -> caches.tags().evict(tags)));
        };
    }

    private Change of(OwnMethod method, Target target, Runnable eviction) {
        return Change.eviction(
                target.cacheName(),
                () -> evictions.run(method.facts(), "cache '" + target.cacheName() + "'", eviction));
    }
}
