// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A container with some classes and nothing else, and settings that are gone when it is closed. */
final class Container implements AutoCloseable {

    private final SeContainer container;
    private final Set<String> settings;

    private Container(SeContainer container, Set<String> settings) {
        this.container = container;
        this.settings = settings;
    }

    static Container of(Class<?>... beans) {
        return with(Map.of(), beans);
    }

    static Container with(Map<String, String> settings, Class<?>... beans) {
        return with(settings, List.of(), beans);
    }

    static Container with(Map<String, String> settings, List<Extension> extensions, Class<?>... beans) {
        Map<String, String> all = new TreeMap<>(settings);
        all.forEach(System::setProperty);
        try {
            SeContainerInitializer initializer =
                    SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(beans);
            if (!extensions.isEmpty()) {
                initializer.addExtensions(extensions.toArray(Extension[]::new));
            }
            return new Container(initializer.initialize(), all.keySet());
        } catch (RuntimeException failed) {
            all.keySet().forEach(System::clearProperty);
            throw failed;
        }
    }

    /** What the container says about beans that it does not deploy. */
    static String refusal(Map<String, String> settings, Class<?>... beans) {
        try (Container deployed = with(settings, beans)) {
            throw new AssertionError("was deployed: " + Arrays.toString(beans) + deployed);
        } catch (RuntimeException refused) {
            return messages(refused);
        }
    }

    private static String messages(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        collect(failure, all);
        return all.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    private static void collect(Throwable failure, List<Throwable> all) {
        if (failure == null || all.contains(failure)) {
            return;
        }
        all.add(failure);
        collect(failure.getCause(), all);
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed, all);
        }
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    SeContainer itself() {
        return container;
    }

    @Override
    public void close() {
        try {
            container.close();
        } finally {
            settings.forEach(System::clearProperty);
        }
    }
}
