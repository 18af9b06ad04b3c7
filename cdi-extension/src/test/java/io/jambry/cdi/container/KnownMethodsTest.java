// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cdi.method.CacheOperation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many methods, and objects that are not the ones that were there before. */
class KnownMethodsTest {

    /** A class with many methods. */
    private static final List<Method> METHODS = List.of(List.class.getMethods());

    private static final CachedInterceptor INTERCEPTOR = new CachedInterceptor();

    private static Object[] allKnown() {
        Object[] known = KnownMethods.NONE;
        for (Method method : METHODS) {
            known = KnownMethods.with(known, method, invocation -> method.toString());
        }
        return known;
    }

    @Test
    void call_ofEachOfManyMethods_doesWhatIsDoneForThatOne() throws Exception {
        Object[] known = allKnown();

        for (Method method : METHODS) {
            assertThat(KnownMethods.call(known, new MarkedContext(this, method), INTERCEPTOR, CacheOperation.CACHED))
                    .isEqualTo(method.toString());
        }
    }

    @Test
    void call_withAnotherObjectForTheSameMethod_isKnown() throws Exception {
        Object[] known = allKnown();

        List<Method> others = Arrays.asList(List.class.getMethods());

        assertThat(others.get(0)).isNotSameAs(METHODS.get(0));
        for (Method method : others) {
            assertThat(KnownMethods.call(known, new MarkedContext(this, method), INTERCEPTOR, CacheOperation.CACHED))
                    .isEqualTo(method.toString());
        }
    }
}
