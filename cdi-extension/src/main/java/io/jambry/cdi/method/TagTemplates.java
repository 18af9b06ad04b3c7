// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedBatch;
import io.jambry.function.FunctionCache;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tags that an annotation names.
 *
 * @param templates any number
 */
record TagTemplates(List<TagTemplate> templates) {

    TagTemplates {
        templates = List.copyOf(templates);
    }

    /** Reads them, or throws {@link io.jambry.cdi.CacheAnnotationException}. */
    static TagTemplates of(MethodFacts method, CacheOperation operation, Annotation annotation) {
        String place = operation.shown() + " on " + method.shown() + ": '"
                + (annotation instanceof CacheEvict ? "tag" : "tags") + "'";
        List<@Nullable Class<?>> types =
                new ArrayList<>(Arrays.asList(method.method().getParameterTypes()));
        if (annotation instanceof CachedBatch) {
            // it stands for one of the keys
            Arrays.stream(Keys.positions(method)).forEach(position -> types.set(position, null));
        }
        return new TagTemplates(Arrays.stream(written(annotation))
                .map(text -> TagTemplate.parse(text, place, types))
                .toList());
    }

    private static String[] written(Annotation annotation) {
        if (annotation instanceof Cached cached) {
            return cached.tags();
        }
        if (annotation instanceof CachedBatch batch) {
            return batch.tags();
        }
        if (annotation instanceof CacheUpdate update) {
            return update.tags();
        }
        return ((CacheEvict) annotation).tag();
    }

    boolean isEmpty() {
        return templates.isEmpty();
    }

    /** The tags of a call. */
    Set<String> of(@Nullable Object[] arguments) {
        return templates.stream().map(template -> template.of(arguments)).collect(Collectors.toSet());
    }

    /** Results that get the tags of a call. */
    FunctionCache<Object, Object> on(FunctionCache<Object, Object> results, @Nullable Object[] arguments) {
        return isEmpty() ? results : results.tags(key -> of(arguments));
    }

    /** Results that get the tags of a call for many keys, each its own. */
    FunctionCache<Object, Object> on(
            FunctionCache<Object, Object> results, @Nullable Object[] arguments, int keyPosition) {
        if (isEmpty()) {
            return results;
        }
        return results.tags(key -> {
            @Nullable Object[] ofOne = arguments.clone();
            ofOne[keyPosition] = key;
            return of(ofOne);
        });
    }
}
