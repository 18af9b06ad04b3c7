// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cdi.Cached;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two copies of this library in one application: the first one caches, the second one lets calls pass. */
class OtherCopyTest {

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface DealtWith {}

    /** Does what another copy does that is called first. */
    @Interceptor
    @DealtWith
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    static class OtherCopy {

        @AroundInvoke
        Object mark(InvocationContext context) throws Exception {
            context.getContextData().put(Cached.class.getName(), true);
            return context.proceed();
        }
    }

    /** Notes what a copy finds that is called later. */
    @Interceptor
    @Noted
    @Priority(Interceptor.Priority.LIBRARY_AFTER)
    static class LaterCopy {

        static final Set<Object> MARKS = new HashSet<>();

        @AroundInvoke
        Object look(InvocationContext context) throws Exception {
            MARKS.add(context.getContextData().get(Cached.class.getName()));
            return context.proceed();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface Noted {}

    @ApplicationScoped
    static class Titles {

        final AtomicInteger calls = new AtomicInteger();

        @DealtWith
        @Cached(cache = "dealt-with")
        public int dealtWith(long isbn) {
            return calls.incrementAndGet();
        }

        @Noted
        @Cached(cache = "noted")
        public int noted(long isbn) {
            return calls.incrementAndGet();
        }
    }

    @Test
    void cached_anotherCopyHasTheCall_passes() {
        try (Container container = Container.of(Titles.class, OtherCopy.class)) {
            Titles titles = container.get(Titles.class);

            assertThat(titles.dealtWith(1)).isEqualTo(1);
            assertThat(titles.dealtWith(1)).isEqualTo(2);
        }
    }

    @Test
    void cached_proceeding_leavesTheMarkForAnotherCopy() {
        try (Container container = Container.of(Titles.class, LaterCopy.class)) {
            Titles titles = container.get(Titles.class);

            assertThat(titles.noted(1)).isEqualTo(1);
            assertThat(titles.noted(1)).isEqualTo(1);
            assertThat(LaterCopy.MARKS).containsExactly(true);
        }
    }
}
