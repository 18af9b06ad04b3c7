// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes the place of the class of this name in the suite, which starts a container for each test: here the server has one already, and closing
 * makes it forget the beans and caches of the test.
 */
final class Container implements AutoCloseable {

    private final List<Class<?>> beans = new ArrayList<>();

    private Container(Class<?>... beans) {
        this.beans.addAll(List.of(beans));
        // last: with it goes the manager, and with that one all entries, which are in memory
        this.beans.add(CachedBeans.class);
    }

    static Container of(Class<?>... beans) {
        return new Container(beans);
    }

    static Container with(Map<String, String> settings, Class<?>... beans) {
        if (!settings.isEmpty()) {
            throw new UnsupportedOperationException("the server runs already, with the settings it has");
        }
        return of(beans);
    }

    <T> T get(Class<T> type) {
        return CDI.current().select(type).get();
    }

    @Override
    public void close() {
        BeanManager manager = CDI.current().getBeanManager();
        for (Class<?> type : beans) {
            manager.getBeans(type, Any.Literal.INSTANCE).stream()
                    .filter(bean -> bean.getBeanClass() == type && manager.isNormalScope(bean.getScope()))
                    .forEach(bean -> forget(manager.getContext(bean.getScope()), bean));
        }
    }

    private static void forget(Context context, Bean<?> bean) {
        ((AlterableContext) context).destroy(bean);
    }
}
