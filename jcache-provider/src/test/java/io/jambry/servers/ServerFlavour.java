// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.util.Locale;

/** Which of the two lines of descent a server belongs to. */
public enum ServerFlavour {
    REDIS,
    VALKEY;

    /** The name of the program without {@code -server}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
