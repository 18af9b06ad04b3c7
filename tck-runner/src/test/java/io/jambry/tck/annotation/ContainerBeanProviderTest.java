// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import domain.Blog;
import java.util.ServiceLoader;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import org.junit.jupiter.api.Test;

/** Without a provider of beans the TCK passes all tests of the annotations without running them. */
class ContainerBeanProviderTest {

    @Test
    void provider_isFound_andItsBeansAreCached() {
        assertThat(ServiceLoader.load(BeanProvider.class)).singleElement().isInstanceOf(ContainerBeanProvider.class);

        CacheNameOnEachMethodBlogManagerImpl beans =
                new ContainerBeanProvider().getBeanByType(CacheNameOnEachMethodBlogManagerImpl.class);
        beans.createEntry(new Blog("title", "before"));
        assertThat(beans.getEntryCached("title").getBody()).isEqualTo("before");
        beans.createEntry(new Blog("title", "after"));
        assertThat(beans.getEntryCached("title").getBody()).isEqualTo("before");
        assertThat(beans.getEntryRaw("title").getBody()).isEqualTo("after");
    }
}
