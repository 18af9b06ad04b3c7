// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Setup.ListenerSpec;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/** Makes synchronous listeners that note what they hear and fail when the turn says so. */
final class ScriptedListener {

    private final Stage stage;
    private final ListenerSpec spec;

    private ScriptedListener(Stage stage, ListenerSpec spec) {
        this.stage = stage;
        this.spec = spec;
    }

    static CacheEntryListenerConfiguration<String, String> witness(Stage stage) {
        return configuration(
                stage,
                new ListenerSpec(
                        Heard.WITNESS, Set.of(EventType.values()), /* oldValue= */ true, /* filtered= */ false, true));
    }

    static CacheEntryListenerConfiguration<String, String> configuration(Stage stage, ListenerSpec spec) {
        ScriptedListener script = new ScriptedListener(stage, spec);
        Factory<CacheEntryListener<String, String>> listener = script::listener;
        Factory<CacheEntryEventFilter<String, String>> filter = () -> script::passes;
        return new MutableCacheEntryListenerConfiguration<>(
                listener, spec.filtered() ? filter : null, spec.oldValue(), /* isSynchronous= */ true);
    }

    /** A listener of exactly the types of the specification, which a cache finds out by {@code instanceof}. */
    @SuppressWarnings("unchecked")
    private CacheEntryListener<String, String> listener() {
        Class<?>[] types =
                spec.types().stream().map(ScriptedListener::listenerType).toArray(Class<?>[]::new);
        return (CacheEntryListener<String, String>) Proxy.newProxyInstance(
                ScriptedListener.class.getClassLoader(), types, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "equals" -> {
                            return proxy == arguments[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(proxy);
                        }
                        case "toString" -> {
                            return spec.toString();
                        }
                        default -> {
                            hear((Iterable<CacheEntryEvent<String, String>>) arguments[0]);
                            return null;
                        }
                    }
                });
    }

    private static Class<?> listenerType(EventType type) {
        return switch (type) {
            case CREATED -> CacheEntryCreatedListener.class;
            case UPDATED -> CacheEntryUpdatedListener.class;
            case REMOVED -> CacheEntryRemovedListener.class;
            case EXPIRED -> CacheEntryExpiredListener.class;
        };
    }

    private void hear(Iterable<CacheEntryEvent<String, String>> events) {
        List<Heard> failing = new ArrayList<>();
        for (CacheEntryEvent<String, String> event : events) {
            Heard heard = Heard.of(spec.id(), event);
            check(event, heard);
            stage.heard(heard);
            if (spec.id() >= 0 && stage.turn().listenerFails() && (spec.id() + hash(heard)) % 2 == 0) {
                failing.add(heard);
            }
        }
        fail(failing);
    }

    private boolean passes(CacheEntryEvent<? extends String, ? extends String> event) {
        Heard heard = Heard.of(spec.id(), event);
        if (stage.turn().filterFails() && hash(heard) % 2 == 0) {
            fail(List.of(heard));
            return false;
        }
        return hash(heard) % 3 != 0;
    }

    private void fail(List<Heard> events) {
        if (events.isEmpty()) {
            return;
        }
        if (stage.allowances().excuse(Departure.LISTENER_STOPS_OTHERS)) {
            events.forEach(stage::refuse);
            return;
        }
        if (stage.operation() % 2 == 0) {
            throw new CacheEntryListenerException(ScriptedFailure.PREFIX + "listener");
        }
        throw new ScriptedFailure("listener");
    }

    private static int hash(Heard heard) {
        return heard.key().hashCode() + heard.type().ordinal();
    }

    private void check(CacheEntryEvent<String, String> event, Heard heard) {
        boolean gone = heard.type() == EventType.REMOVED || heard.type() == EventType.EXPIRED;
        if (!spec.types().contains(heard.type())) {
            stage.violation("listener " + spec.id() + " hears " + heard + " it does not listen to");
        }
        if (spec.oldValue() && heard.type() != EventType.CREATED && !event.isOldValueAvailable()) {
            stage.violation("listener " + spec.id() + " requires the old value and " + heard + " has none");
        }
        if (!event.isOldValueAvailable() && heard.oldValue() != null) {
            stage.violation("listener " + spec.id() + " gets an old value that is not available: " + heard);
        }
        if (gone && !Objects.equals(heard.value(), heard.oldValue())) {
            stage.violation("listener " + spec.id() + ": value and old value differ in " + heard);
        }
        if (heard.type() == EventType.CREATED && heard.oldValue() != null) {
            stage.violation("listener " + spec.id() + ": old value in " + heard);
        }
    }
}
