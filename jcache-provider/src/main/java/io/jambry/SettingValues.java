// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of a chapter of settings: those that were set, and the defaults for the rest.
 *
 * <p>Immutable.
 */
final class SettingValues {

    private final List<Setting<?>> chapter;
    private final Map<Setting<?>, Object> explicit;

    private SettingValues(List<Setting<?>> chapter, Map<Setting<?>, Object> explicit) {
        this.chapter = chapter;
        this.explicit = explicit;
    }

    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException("setting '" + setting + "' has no default"));
    }

    @SuppressWarnings("unchecked") // the builder puts nothing but a T below a Setting<T>
    <T> Optional<T> find(Setting<T> setting) {
        T value = (T) explicit.get(setting);
        return Optional.ofNullable(value == null ? setting.defaultValue() : value);
    }

    boolean isSet(Setting<?> setting) {
        return explicit.containsKey(setting);
    }

    /** Refuses a setting that was set without the other that it needs. */
    void requirePair(Setting<?> setting, Setting<?> needed) {
        if (isSet(setting) && !isSet(needed)) {
            throw new ConfigurationException("setting '" + setting + "' needs '" + needed + "': set it, too");
        }
    }

    /** Writes what was set, secrets and objects included, as a source of settings would give it. */
    Properties toProperties(String prefix) {
        Properties properties = new Properties();
        for (Setting<?> setting : chapter) {
            if (isSet(setting)) {
                properties.put(prefix + setting.key(), property(setting, explicit.get(setting)));
            }
        }
        return properties;
    }

    private Object property(Setting<?> setting, @Nullable Object value) {
        if (value instanceof Component<?> component) {
            return component.property();
        }
        return value instanceof Components<?> components ? components.property() : text(setting);
    }

    private <T> String text(Setting<T> setting) {
        return find(setting).map(setting::format).orElse("");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SettingValues that && chapter == that.chapter && all().equals(that.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    private List<Optional<?>> all() {
        return chapter.stream().<Optional<?>>map(this::find).toList();
    }

    /** All values that there are, without what is secret. */
    @Override
    public String toString() {
        return chapter.stream()
                .filter(setting -> find(setting).isPresent())
                .map(setting -> setting.key() + "=" + setting.shown(text(setting)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Collects and validates values, one setting at a time. Confined to one thread. */
    static final class Builder {

        private final List<Setting<?>> chapter;
        private final Map<Setting<?>, Object> explicit = new LinkedHashMap<>();

        Builder(List<Setting<?>> chapter) {
            this.chapter = chapter;
        }

        <T> void set(Setting<T> setting, T value) {
            // through the text, so that code and files are held to the same rules
            setText(setting, setting.format(value));
        }

        void set(String key, String text) {
            Setting<?> setting = chapter.stream()
                    .filter(row -> row.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new ConfigurationException("unknown setting '" + key + "'; there are "
                            + chapter.stream().map(Setting::key).collect(Collectors.joining(", "))));
            setText(setting, text);
        }

        void setText(Setting<?> setting, String text) {
            explicit.put(setting, setting.parse(text));
        }

        /** Sets what was set elsewhere. */
        void setAll(SettingValues values) {
            explicit.putAll(values.explicit);
        }

        /** Sets what has no text. */
        <T> void setComponent(Setting<T> setting, T component) {
            explicit.put(setting, component);
        }

        SettingValues build() {
            return new SettingValues(chapter, Map.copyOf(explicit));
        }
    }
}
