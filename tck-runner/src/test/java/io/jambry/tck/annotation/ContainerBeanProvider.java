// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.annotation;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;

/** Gives the TCK its beans from the container on the class path. It runs until the JVM ends. */
public final class ContainerBeanProvider implements BeanProvider {

    private static final SeContainer CONTAINER = SeContainerInitializer.newInstance()
            .addBeanClasses(
                    ClassLevelCacheConfigBlogManagerImpl.class,
                    UsingDefaultCacheNameBlogManagerImpl.class,
                    CacheNameOnEachMethodBlogManagerImpl.class)
            .initialize();

    @Override
    public <T> T getBeanByType(Class<T> type) {
        return CONTAINER.select(type).get();
    }
}
