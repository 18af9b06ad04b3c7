// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link io.jambry.cdi.CachedBatch}. */
final class BatchMethod implements CachedMethod {

    private final OwnMethod method;
    private final TagTemplates tags;
    private final Transactions transactions;
    private final int position;
    private final boolean wantsSet;
    private final boolean returnsList;

    BatchMethod(OwnMethod method, TagTemplates tags, Transactions transactions) {
        this.method = method;
        this.tags = tags;
        this.transactions = transactions;
        this.position = Keys.positions(method.facts())[0];
        this.wantsSet = method.facts().method().getParameterTypes()[position] == Set.class;
        this.returnsList = returnsList(method.facts());
    }

    static boolean returnsList(MethodFacts facts) {
        return facts.method().getReturnType() == List.class;
    }

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Target target = method.target();
        @Nullable Object[] arguments = invocation.arguments();
        if (!(arguments[position] instanceof Collection<?> keys)
                || keys.stream().anyMatch(key -> key == null)
                || transactions.hasPutOff(target.cacheName())) {
            return invocation.proceed();
        }
        Map<Object, Object> results = tags.on(target.results(), arguments, position)
                .getAll(new LinkedHashSet<>(keys), missing -> resultsOf(missing, invocation));
        if (!returnsList) {
            return results;
        }
        List<@Nullable Object> inOrder = new ArrayList<>(keys.size());
        keys.forEach(key -> inOrder.add(results.get(key)));
        return inOrder;
    }

    private Map<Object, Object> resultsOf(Set<Object> missing, Invocation invocation) throws Exception {
        @Nullable Object[] arguments = invocation.arguments().clone();
        arguments[position] = wantsSet ? missing : new ArrayList<>(missing);
        Object returned = invocation.proceedWith(arguments);
        Map<Object, Object> results = new HashMap<>();
        if (returned instanceof Map<?, ?> byKey) {
            results.putAll(byKey);
        } else if (returned instanceof List<?> inOrder) {
            requireOneEach(missing.size(), inOrder.size());
            Iterator<?> values = inOrder.iterator();
            missing.forEach(key -> results.put(key, values.next()));
        }
        return results;
    }

    private void requireOneEach(int keys, int results) {
        if (keys != results) {
            throw new CacheAnnotationException(
                    "@CachedBatch on " + method.facts().shown() + ": it returned " + results + " results for " + keys
                            + " keys; return one for each key in their order, null where there is none");
        }
    }
}
