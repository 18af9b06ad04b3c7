// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.Cached;
import org.jspecify.annotations.Nullable;

/** {@link Cached}: from the cache, or else the method. */
final class OwnResultMethod extends NearMethod {

    private final Targets targets;
    private final Keys keys;
    private final ResultShape shape;
    private final TagTemplates tags;
    private final Transactions transactions;

    OwnResultMethod(Targets targets, Keys keys, ResultShape shape, TagTemplates tags, Transactions transactions) {
        super(targets, keys, transactions);
        this.targets = targets;
        this.keys = keys;
        this.shape = shape;
        this.tags = tags;
        this.transactions = transactions;
    }

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = targets.named();
        if (tags.isEmpty()) {
            lookNear(target, shape);
        }
        if (transactions.hasPutOff(target.cacheName())) {
            return invocation.proceed();
        }
        @Nullable Object[] arguments = invocation.arguments();
        Object key = keys.ofArguments(target, arguments);
        return Shaped.call(shape, tags.on(target.results(), arguments), key, invocation);
    }
}
