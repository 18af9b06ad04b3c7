// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolvedClassesTest {

    private static final String OWN = ResolvedClassesTest.class.getName();

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final List<Class<?>> asked = new ArrayList<>();
    private final ClassLoader loader = new ClassLoader(ResolvedClassesTest.class.getClassLoader()) {};

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void allowed_twice_isFoundAndCheckedOnce() throws Exception {
        ResolvedClasses classes = new ResolvedClasses(asked::add, loader);

        assertThat(classes.allowed(OWN)).isEqualTo(ResolvedClassesTest.class);
        assertThat(classes.allowed(OWN)).isEqualTo(ResolvedClassesTest.class);

        assertThat(asked).containsExactly(ResolvedClassesTest.class);
    }

    @Test
    void allowed_refused_isRefusedEachTime() {
        ResolvedClasses classes = new ResolvedClasses(
                type -> {
                    throw new IOException("not " + type.getSimpleName());
                },
                loader);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> classes.allowed(OWN)).hasMessage("not ResolvedClassesTest");
        }
    }

    @Test
    void allowed_ofTheContextAlone_isNotFoundInAnotherContext() throws Exception {
        ResolvedClasses classes = new ResolvedClasses(type -> {}, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        assertThat(classes.allowed(OWN)).isEqualTo(ResolvedClassesTest.class);

        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());

        assertThatThrownBy(() -> classes.allowed(OWN)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void allowed_primitive_isThatType() throws Exception {
        assertThat(new ResolvedClasses(type -> {}, loader).allowed("int")).isEqualTo(int.class);
    }
}
