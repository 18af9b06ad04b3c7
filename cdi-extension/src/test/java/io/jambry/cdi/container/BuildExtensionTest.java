// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers that know build-compatible extensions only. */
@Tag("build-compatible")
class BuildExtensionTest {

    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void hidePortableExtension() {
        Thread.currentThread().setContextClassLoader(new WithoutPortableExtension());
    }

    @AfterEach
    void showPortableExtension() {
        Thread.currentThread().setContextClassLoader(usual);
    }

    private static SeContainer container(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .setClassLoader(Thread.currentThread().getContextClassLoader())
                .disableDiscovery()
                .addBeanClasses(beans)
                .initialize();
    }

    @Test
    void annotations_workWithoutThePortableExtension() {
        try (SeContainer container = container(StandardAnnotationsTest.Books.class, StandardAnnotationsTest.Labelled.class)) {
            assertThat(container.select(JambryCdiExtension.class).isUnsatisfied()).isTrue();
            StandardAnnotationsTest.Books books =
                    container.select(StandardAnnotationsTest.Books.class).get();
            assertThat(books.title(1)).isEqualTo("title 1");
            assertThat(books.title(1)).isEqualTo("title 1");
            books.rename(1, "renamed");
            assertThat(books.title(1)).isEqualTo("renamed");
            books.forget(1);
            assertThat(books.title(1)).isEqualTo("title 2");
            books.forgetAll();
            assertThat(books.title(1)).isEqualTo("title 3");
            StandardAnnotationsTest.Labelled labelled =
                    container.select(StandardAnnotationsTest.Labelled.class).get();
            assertThat(labelled.number("a")).isEqualTo(1);
            assertThat(labelled.number("a")).isEqualTo(1);
        }
    }

    @Test
    void mistakes_areRefused() {
        String refusal = "";
        try (SeContainer container = container(RefusedBeans.ResultOfNothing.class)) {
            assertThat(container.isRunning()).as("was deployed").isFalse();
        } catch (RuntimeException refused) {
            refusal = String.valueOf(refused);
        }
        assertThat(refusal)
                .contains("@CacheResult on " + RefusedBeans.ResultOfNothing.class.getName()
                        + "#nothing: the method returns nothing that could be cached");
    }
}
