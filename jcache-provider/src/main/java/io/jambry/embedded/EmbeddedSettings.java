// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to start an embedded server.
 *
 * @param binary the server program; null to search for one: {@code valkey-server} and {@code redis-server} on the path, then
 *     the one inside {@code org.signal:embedded-redis}
 * @param startTimeout how long the server may take until it answers
 * @param directives further lines of the server's configuration, such as {@code maxmemory 10mb}
 */
public record EmbeddedSettings(@Nullable Path binary, Duration startTimeout, List<String> directives) {

    /** Long enough for a busy machine; a server usually answers within 100 ms. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

    /** Searches for a server and configures nothing. */
    public static final EmbeddedSettings DEFAULT = new EmbeddedSettings(null, START_TIMEOUT, List.of());

    /** Refuses a time that has no end or no beginning. */
    public EmbeddedSettings {
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException("start timeout is " + startTimeout + "; it must be above 0");
        }
        directives = List.copyOf(directives);
    }

    /**
     * The same with a program of one's own.
     *
     * @param program the server program; null to search for one
     * @return the settings
     */
    public EmbeddedSettings withBinary(@Nullable Path program) {
        return new EmbeddedSettings(program, startTimeout, directives);
    }

    /**
     * The same with further lines of configuration.
     *
     * @param lines such as {@code maxmemory 10mb}
     * @return the settings
     */
    public EmbeddedSettings withDirectives(String... lines) {
        return new EmbeddedSettings(binary, startTimeout, List.of(lines));
    }
}
