// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.cache.Plan.Through;
import java.util.Objects;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * A processor as an update. The only place that calls processors; what they throw is wrapped once.
 *
 * <p>Confined to one thread; one instance for one invocation.
 */
final class ProcessorUpdate<K, V, T> implements Update<V, T> {

    private final K key;
    private final EntryProcessor<K, V, T> processor;
    private final Object[] arguments;
    private final CacheParts<K, V> parts;
    private final long start;

    /** A processor that runs again is still one invocation. */
    private boolean counted;

    /**
     * Prepares an invocation.
     *
     * @param start when it began, by the counters
     */
    ProcessorUpdate(K key, EntryProcessor<K, V, T> processor, Object[] arguments, CacheParts<K, V> parts, long start) {
        this.key = key;
        this.processor = processor;
        this.arguments = arguments;
        this.parts = parts;
        this.start = start;
    }

    @Override
    public Plan<V, T> plan(Snapshot<V> before) {
        if (!counted) {
            counted = true;
            parts.counters().lookup(before.present(), start);
        }
        ProcessorEntry<K, V> entry = new ProcessorEntry<>(key, before, parts.readLoader());
        T result = process(entry);
        return switch (entry.effect()) {
            case NOTHING -> Plan.nothing(Operation.INVOKE, result);
            case READ -> Plan.touch(Operation.INVOKE, result);
            case LOADED -> put(Operation.INVOKE_LOAD, Through.NOTHING, before, entry, result);
            case SET -> put(Operation.INVOKE, Through.WRITE, before, entry, result);
            case REMOVED -> Plan.remove(Operation.INVOKE, before, Through.DELETE, result);
        };
    }

    private @Nullable T process(ProcessorEntry<K, V> entry) {
        try {
            return processor.process(entry, arguments);
        } catch (CacheException e) {
            throw e;
        } catch (Exception e) {
            throw new EntryProcessorException(e);
        }
    }

    private Plan<V, T> put(
            Operation operation, Through through, Snapshot<V> before, ProcessorEntry<K, V> entry, @Nullable T result) {
        V value = Objects.requireNonNull(entry.value());
        return Plan.put(operation, before, before.encoded(value), through, value, result);
    }
}
