// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.Cached;
import org.jspecify.annotations.Nullable;

/** {@link Cached}: from the cache, or else the method. */
final class OwnResultMethod implements CachedMethod {

    private final Targets targets;
    private final Keys keys;
    private final ResultShape shape;
    private final TagTemplates tags;
    private final Transactions transactions;
    private final boolean isSimple;

    OwnResultMethod(OwnMethod method, ResultShape shape, TagTemplates tags, Transactions transactions) {
        this.targets = method.targets();
        this.keys = method.keys();
        this.shape = shape;
        this.tags = tags;
        this.transactions = transactions;
        this.isSimple = shape == ResultShape.PLAIN && tags.isEmpty();
    }

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = targets.named();
        if (transactions.hasPutOff(target.cacheName())) {
            return invocation.proceed();
        }
        @Nullable Object[] arguments = invocation.arguments();
        Object key = keys.ofArguments(target, arguments);
        return isSimple
                ? target.results().get(key, invocation)
                : Shaped.call(shape, tags.on(target.results(), arguments), key, invocation);
    }
}
