// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.NotExecutedException;
import io.jambry.spi.Store;
import io.jambry.spi.StoreRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** A store that reads, and refuses to rewrite. */
final class RefusingStore {

    private RefusingStore() {}

    static Store of(Store store) {
        return (Store) Proxy.newProxyInstance(
                RefusingStore.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("executeAll")
                            && ((List<?>) arguments[1]).get(0) instanceof StoreRequest.Rewrite) {
                        throw new NotExecutedException("the server is full", null);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
