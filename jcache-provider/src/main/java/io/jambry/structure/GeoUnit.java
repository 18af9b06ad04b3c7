// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Locale;

/** What distances are measured in. */
public enum GeoUnit {
    /** Metres. */
    M,
    /** Kilometres. */
    KM,
    /** Miles. */
    MI,
    /** Feet. */
    FT;

    /** As the server writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
