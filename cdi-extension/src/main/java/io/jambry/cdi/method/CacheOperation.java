// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedBatch;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** The annotations that intercept, in the order in which they do so where a method has several. */
public enum CacheOperation {
    REMOVE_ALL(CacheRemoveAll.class, true),
    REMOVE(CacheRemove.class, true),
    RESULT(CacheResult.class, true),
    PUT(CachePut.class, true),
    EVICT(CacheEvict.class, false),
    CACHED(Cached.class, false),
    BATCH(CachedBatch.class, false),
    UPDATE(CacheUpdate.class, false);

    private final Class<? extends Annotation> annotation;
    private final boolean standard;

    CacheOperation(Class<? extends Annotation> annotation, boolean standard) {
        this.annotation = annotation;
        this.standard = standard;
    }

    public Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** Tells whether the annotation is one of JSR-107, and so no interceptor binding by itself. */
    public boolean isStandard() {
        return standard;
    }

    public static List<Class<? extends Annotation>> annotations() {
        return Arrays.<CacheOperation>stream(values())
                .<Class<? extends Annotation>>map(CacheOperation::annotation)
                .toList();
    }

    static Optional<CacheOperation> of(Annotation annotation) {
        return Arrays.stream(values())
                .filter(operation -> operation.annotation == annotation.annotationType())
                .findFirst();
    }

    /** Tells whether the result of the method is what is cached. */
    boolean storesResult() {
        return this == RESULT || this == CACHED || this == BATCH || this == UPDATE;
    }

    /** Tells whether it has to do with all entries, whatever the parameters of the method are. */
    boolean concernsAll(MethodFacts method) {
        return this == REMOVE_ALL
                || (this == EVICT
                        && method.annotation(CacheEvict.class)
                                .map(evict -> evict.all()
                                        || evict.tag().length > 0
                                        || !evict.pattern().isEmpty())
                                .orElse(false));
    }

    String shown() {
        return "@" + annotation.getSimpleName();
    }
}
