// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.Optional;
import java.util.Set;

/** Where settings come from. */
@FunctionalInterface
public interface SettingSource {

    /** The text of a setting; empty if nothing was set. */
    Optional<String> value(String key);

    /** The names of what is set, as they are written, whether they are known or not; none if this cannot tell. */
    default Set<String> names() {
        return Set.of();
    }

    /** MicroProfile Config where it is there, and else system properties and the environment. */
    static SettingSource find(ClassLoader loader) {
        return MicroProfileSettings.find(loader)
                .orElseGet(() -> new JvmSettings(System.getProperties(), System.getenv()));
    }
}
