// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.DurationText;
import io.jambry.cdi.CacheAnnotationException;
import io.jambry.function.CacheLock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings {@code jambry.cdi.*}. What a setting may be, and what it is when nothing is set, stands here. */
public final class CdiSettings {

    private static final String PREFIX = "jambry.cdi.";

    /** Inside of transactions (200) and security, so that a hit passes by neither. */
    private static final int PRIORITY = 1000;

    private final SettingSource source;

    public CdiSettings(SettingSource source) {
        this.source = source;
    }

    /** Off: methods are called as if they had no annotations. */
    public boolean enabled() {
        return flag("enabled", true);
    }

    /** The priority of the first interceptor; the others follow. */
    public int priority() {
        return given("priority").map(CdiSettings::priority).orElse(PRIORITY);
    }

    public ForeignInterceptors foreignInterceptors() {
        return choice("foreign-interceptors", ForeignInterceptors.VETO);
    }

    /** Several standard annotations on one method. */
    public boolean combine() {
        return flag("combine", false);
    }

    /** Caches that nobody has created are created with the settings that the provider has for them. */
    public boolean autoCreate() {
        return flag("auto-create", true);
    }

    /** Annotations on methods of interfaces count for the classes that implement them. */
    public boolean copyFromInterfaces() {
        return flag("copy-from-interfaces", false);
    }

    /** The manager is closed with the container. */
    public boolean closeManager() {
        return flag("close-manager", true);
    }

    /** Changes wait for the commit of the transaction that the caller is in. */
    boolean afterCommit() {
        return flag("after-commit", true);
    }

    /** The same for one method. */
    boolean afterCommit(MethodFacts method, String cacheName, boolean written) {
        String name = cacheName.isEmpty() ? method.defaultCacheName() : cacheName;
        return given(method, name, "after-commit").map(Given::flag).orElseGet(() -> written && afterCommit());
    }

    /** There is a readiness check where MicroProfile Health is there. */
    public boolean health() {
        return flag("health", true);
    }

    /** Reads every setting once, so that a wrong one is refused when the application is deployed. */
    public void check() {
        new SettingNames(source.names()).requireKnown();
        afterCommit();
        health();
        enabled();
        priority();
        foreignInterceptors();
        combine();
        autoCreate();
        copyFromInterfaces();
        closeManager();
        evictFailure();
        unfitKeys();
        unfitResults();
        lock();
        lockTimeout();
    }

    EvictFailure evictFailure() {
        return choice("evict-failure", EvictFailure.THROW);
    }

    Complaint unfitKeys() {
        return choice("unfit-keys", Complaint.WARN);
    }

    Complaint unfitResults() {
        return choice("unfit-results", Complaint.WARN);
    }

    CacheLock lock() {
        return choice("lock", CacheLock.LOCAL);
    }

    Duration lockTimeout() {
        return given("lock-timeout").map(Given::duration).orElse(Duration.ofSeconds(10));
    }

    /** Tells whether the provider is set to keep something of a cache in another way than by default. */
    boolean isProviderSet(String cacheName, String key) {
        return source.value("jambry.caches." + cacheName + "." + key)
                .or(() -> source.value("jambry.caches.*." + key))
                .or(() -> source.value("jambry.defaults." + key))
                .isPresent();
    }

    /** What is set for a method, or for all that use a cache. */
    Optional<Given> given(MethodFacts method, String cacheName, String key) {
        SettingNames.requireSingle(key);
        String ofMethod = PREFIX + "method.\"" + method.beanClass().getName() + "/"
                + method.method().getName() + "\"." + key;
        String ofCache = PREFIX + "cache." + cacheName + "." + key;
        return source.value(ofMethod)
                .map(text -> new Given("setting '" + ofMethod + "'", text.trim()))
                .or(() -> source.value(ofCache).map(text -> new Given("setting '" + ofCache + "'", text.trim())));
    }

    /** A text, and where it stands. */
    record Given(String place, String text) {

        CacheAnnotationException refused(String advice) {
            return new CacheAnnotationException(place + " is '" + text + "': " + advice);
        }

        Duration duration() {
            try {
                Duration duration = DurationText.parse(text, "write " + DurationText.EXAMPLES);
                if (duration.compareTo(Duration.ofMillis(1)) >= 0) {
                    return duration;
                }
            } catch (IllegalArgumentException unfit) {
                throw refused(String.valueOf(unfit.getMessage()));
            }
            throw refused("give a millisecond at least");
        }

        boolean flag() {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw refused("give true or false");
            };
        }

        int entries() {
            try {
                int entries = Integer.parseInt(text);
                if (entries >= 0) {
                    return entries;
                }
            } catch (NumberFormatException none) {
                throw refused("give a whole number from 0, which is no limit, up");
            }
            throw refused("give a whole number from 0, which is no limit, up");
        }

        int percent() {
            try {
                int percent = Integer.parseInt(text);
                if (percent >= 0 && percent <= 100) {
                    return percent;
                }
            } catch (NumberFormatException none) {
                throw refused("give a whole number from 0 to 100");
            }
            throw refused("give a whole number from 0 to 100");
        }

        double earlyRefresh() {
            try {
                double factor = Double.parseDouble(text);
                if (factor >= 0 && factor <= 100) {
                    return factor;
                }
            } catch (NumberFormatException none) {
                throw refused("give a number from 0 to 100, such as 1");
            }
            throw refused("give a number from 0 to 100, such as 1");
        }

        <E extends Enum<E>> E choice(Class<E> choices) {
            return Arrays.stream(choices.getEnumConstants())
                    .filter(choice -> written(choice).equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> refused(Arrays.stream(choices.getEnumConstants())
                            .map(CdiSettings::written)
                            .collect(Collectors.joining(", ", "give one of ", ""))));
        }
    }

    private boolean flag(String key, boolean otherwise) {
        return given(key).map(Given::flag).orElse(otherwise);
    }

    private static int priority(Given given) {
        try {
            return Integer.parseInt(given.text());
        } catch (NumberFormatException none) {
            throw given.refused("give a whole number, such as " + PRIORITY);
        }
    }

    private <E extends Enum<E>> E choice(String key, E otherwise) {
        return given(key)
                .map(given -> given.choice(otherwise.getDeclaringClass()))
                .orElse(otherwise);
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<Given> given(String key) {
        return source.value(PREFIX + key).map(text -> new Given("setting '" + PREFIX + key + "'", text.trim()));
    }
}
