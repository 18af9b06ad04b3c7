// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * One row of the settings: its key, what it may be, its default and what it is for.
 *
 * <p>Parsing, refusing, documents and reports all read these rows; nothing about a setting is written down twice.
 *
 * <p>Immutable.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {

    private final String key;
    private final SettingType<T> type;
    private final @Nullable T defaultValue;
    private final String description;

    private Setting(String key, SettingType<T> type, @Nullable T defaultValue, String description) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    static <T> Setting<T> of(String key, SettingType<T> type, T defaultValue, String description) {
        return new Setting<>(key, type, defaultValue, description);
    }

    static <T> Setting<T> withoutDefault(String key, SettingType<T> type, String description) {
        return new Setting<>(key, type, null, description);
    }

    /**
     * The name of the setting in every source.
     *
     * @return lower case with dashes, such as {@code connect-timeout}
     */
    public String key() {
        return key;
    }

    /**
     * What the setting is for.
     *
     * @return one sentence or two
     */
    public String description() {
        return description;
    }

    /**
     * Which values are allowed, in words.
     *
     * @return such as {@code a whole number from 1 to 1024}
     */
    public String allowed() {
        return type.allowed();
    }

    /**
     * The value that holds when nobody sets another.
     *
     * @return text that {@link #parse} reads, or an empty text when there is none
     */
    public String defaultText() {
        return defaultValue == null ? "" : type.format().apply(defaultValue);
    }

    /**
     * Tells whether the value must not be shown.
     *
     * @return true for passwords
     */
    public boolean isSecret() {
        return type.isSecret();
    }

    /**
     * What messages and reports may show of a value.
     *
     * @param text a value in text, good or bad
     * @return the text itself, without the parts that are secret
     */
    public String shown(String text) {
        return type.mask().apply(text);
    }

    /**
     * Reads a value.
     *
     * @param text the value in text
     * @return the value
     * @throws ConfigurationException if the text is malformed or out of range; the message names key, value and what is
     *     allowed
     */
    public T parse(String text) {
        try {
            return type.parse().apply(text);
        } catch (IllegalArgumentException refused) {
            // not as the cause: messages of the JDK repeat the text, which may be secret
            throw new ConfigurationException(
                    "setting '" + key + "' is '" + shown(text) + "', which is not " + refused.getMessage());
        }
    }

    @Nullable
    T defaultValue() {
        return defaultValue;
    }

    String format(T value) {
        return type.format().apply(value);
    }

    /** The key. */
    @Override
    public String toString() {
        return key;
    }
}
