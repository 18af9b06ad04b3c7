// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.Setting;

/**
 * What a key means: a setting, and the caches it is for.
 *
 * @param setting the row
 * @param pattern {@link CachePattern#ALL} for settings of the connection and the manager
 */
record SettingName(Setting<?> setting, CachePattern pattern) {

    /** The key in full, without {@code jambry.}. */
    String key() {
        if (!Vocabulary.isOfCache(setting)) {
            return setting.key();
        }
        return pattern.kind() == CachePattern.Kind.ALL
                ? Vocabulary.DEFAULTS + setting.key()
                : Vocabulary.CACHES + pattern.text() + "." + setting.key();
    }
}
