// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.method.BeanSource;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** The beans of the container. */
record ContainerBeans(Instance<Object> beans) implements BeanSource {

    @Override
    public <T> Optional<T> find(Class<T> type) {
        Instance<T> found = beans.select(type);
        if (found.isAmbiguous()) {
            throw new CacheAnnotationException(
                    "there are several beans of " + type.getName() + ": name a class that has one");
        }
        return found.isUnsatisfied() ? Optional.empty() : Optional.of(found.get());
    }
}
