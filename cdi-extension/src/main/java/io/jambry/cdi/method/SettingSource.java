// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.Locale;
import java.util.Optional;

/** Where settings come from. */
@FunctionalInterface
public interface SettingSource {

    /** The text of a setting; empty if nothing was set. */
    Optional<String> value(String key);

    /** MicroProfile Config where it is there, and else system properties and the environment. */
    static SettingSource find(ClassLoader loader) {
        return MicroProfileSettings.find(loader).orElse(SettingSource::ofThisJvm);
    }

    private static Optional<String> ofThisJvm(String key) {
        String set = System.getProperty(key);
        return Optional.ofNullable(
                        set == null ? System.getenv(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")) : set)
                .filter(text -> !text.isBlank());
    }
}
