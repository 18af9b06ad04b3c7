// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.Cached;
import io.jambry.function.FunctionCache;
import org.jspecify.annotations.Nullable;

/** {@link Cached}: from the cache, or else the method. */
final class OwnResultMethod extends ReadingMethod {

    private final Keys keys;
    private final ResultShape shape;
    private final TagTemplates tags;
    private final boolean isTagged;
    private final Transactions transactions;

    OwnResultMethod(OwnMethod method, ResultShape shape, TagTemplates tags, Transactions transactions) {
        super(method.targets());
        this.keys = method.keys();
        this.shape = shape;
        this.tags = tags;
        this.isTagged = !tags.isEmpty();
        this.transactions = transactions;
    }

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = named();
        if (transactions.hasPutOff(target.cacheName())) {
            return invocation.proceed();
        }
        @Nullable Object[] arguments = invocation.arguments();
        Object key = keys.ofArguments(target, arguments);
        FunctionCache<Object, Object> results = isTagged ? tags.on(target.results(), arguments) : target.results();
        return Shaped.call(shape, results, key, invocation);
    }
}
