// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.Cached;
import org.jspecify.annotations.Nullable;

/** {@link Cached}: from the cache, or else the method. */
record OwnResultMethod(Targets targets, Keys keys, ResultShape shape, TagTemplates tags, Transactions transactions)
        implements CachedMethod {

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = targets.named();
        if (transactions.hasPutOff(target.cacheName())) {
            return invocation.proceed();
        }
        @Nullable Object[] arguments = invocation.arguments();
        Object key = keys.ofArguments(target, arguments);
        return Shaped.call(shape, tags.on(target.results(), arguments), key, invocation);
    }
}
