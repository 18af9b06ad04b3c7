// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers that know build-compatible extensions only. */
@Tag("build-compatible")
class BuildExtensionTest {

    @Test
    void annotations_workWithoutThePortableExtension() {
        try (Container container = Container.buildCompatible(
                StandardAnnotationsTest.Books.class, StandardAnnotationsTest.Labelled.class)) {
            assertThat(container.itself().select(JambryCdiExtension.class).isUnsatisfied())
                    .isTrue();
            StandardAnnotationsTest.Books books = container.get(StandardAnnotationsTest.Books.class);
            assertThat(books.title(1)).isEqualTo("title 1");
            assertThat(books.title(1)).isEqualTo("title 1");
            books.rename(1, "renamed");
            assertThat(books.title(1)).isEqualTo("renamed");
            books.forget(1);
            assertThat(books.title(1)).isEqualTo("title 2");
            books.forgetAll();
            assertThat(books.title(1)).isEqualTo("title 3");
            StandardAnnotationsTest.Labelled labelled = container.get(StandardAnnotationsTest.Labelled.class);
            assertThat(labelled.number("a")).isEqualTo(1);
            assertThat(labelled.number("a")).isEqualTo(1);
        }
    }

    @Test
    void mistakes_areRefused() {
        String refusal = Container.refusal(() -> Container.buildCompatible(RefusedBeans.ResultOfNothing.class));

        assertThat(refusal)
                .contains("@CacheResult on " + RefusedBeans.ResultOfNothing.class.getName()
                        + "#nothing: the method returns nothing that could be cached");
    }
}
