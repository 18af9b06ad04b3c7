// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A container with some classes and nothing else, and settings that are as before when it is closed. */
final class Container implements AutoCloseable {

    private static final AtomicInteger CONTAINERS = new AtomicInteger();

    /** Containers of other runs may have used the same server. */
    private static final UUID RUN = UUID.randomUUID();

    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();
    private final Map<String, Optional<String>> before = new TreeMap<>();
    private final SeContainer container;

    /** Each has a class loader of its own, as in a server, and so its own manager. */
    private Container(
            Map<String, String> settings, UnaryOperator<SeContainerInitializer> additions, Class<?>... beans) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putIfAbsent("jambry.namespace", "container-" + RUN + "-" + CONTAINERS.incrementAndGet());
        all.forEach((key, value) -> before.put(key, Optional.ofNullable(System.getProperty(key))));
        all.forEach(System::setProperty);
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], usual));
        try {
            this.container = additions
                    .apply(SeContainerInitializer.newInstance()
                            .setClassLoader(Thread.currentThread().getContextClassLoader())
                            .disableDiscovery()
                            .addBeanClasses(beans))
                    .initialize();
        } catch (RuntimeException failed) {
            forgetSettings();
            throw failed;
        }
    }

    private void forgetSettings() {
        before.forEach((key, value) ->
                value.ifPresentOrElse(text -> System.setProperty(key, text), () -> System.clearProperty(key)));
        Thread.currentThread().setContextClassLoader(usual);
    }

    static Container of(Class<?>... beans) {
        return with(Map.of(), beans);
    }

    static Container with(Map<String, String> settings, Class<?>... beans) {
        return with(settings, List.of(), beans);
    }

    /** A container in a namespace that others were in before. */
    static Container in(String namespace, Map<String, String> settings, Class<?>... beans) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("jambry.namespace", namespace + "-" + RUN);
        return with(all, beans);
    }

    static Container with(Map<String, String> settings, List<Extension> extensions, Class<?>... beans) {
        List<Extension> all = new ArrayList<>(extensions);
        return new Container(
                settings,
                initializer -> {
                    // made when the class loader of the container is there, and with it its settings
                    all.add(new JambryCdiExtension());
                    return initializer.addExtensions(all.toArray(Extension[]::new));
                },
                beans);
    }

    /** A container that knows the build-compatible extension only. */
    static Container buildCompatible(Class<?>... beans) {
        return new Container(Map.of(), Container::withBuildCompatible, beans);
    }

    /** What Weld has beyond the standard. */
    private static SeContainerInitializer withBuildCompatible(SeContainerInitializer weld) {
        try {
            weld.getClass()
                    .getMethod("addBuildCompatibleExtensions", Class[].class)
                    .invoke(weld, (Object) new Class<?>[] {BuildExtensionAlone.class});
            return weld;
        } catch (ReflectiveOperationException noWeld) {
            throw new AssertionError("needs Weld", noWeld);
        }
    }

    /** What the container says about beans that it does not deploy. */
    static String refusal(Map<String, String> settings, Class<?>... beans) {
        return refusal(() -> with(settings, beans));
    }

    static String refusal(Supplier<Container> deployment) {
        Log log = new Log("");
        try (Container deployed = deployment.get()) {
            throw new AssertionError("was deployed: " + deployed);
        } catch (RuntimeException refused) {
            // OpenWebBeans says in its log what is wrong
            return messages(refused) + "\n" + String.join("\n", log.lines());
        } finally {
            log.close();
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
            forgetSettings();
        }
    }
}
