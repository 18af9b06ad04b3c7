// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/** What an expiry policy answers. */
enum Answer {
    NULL,
    ZERO,
    SHORT,
    LONG,
    ETERNAL,
    THROWS;

    /** Long enough for the operations between two steps of time, short enough to be over after one. */
    static final long SHORT_MILLIS = 20;

    @Nullable
    Duration duration() {
        return switch (this) {
            case NULL -> null;
            case ZERO -> Duration.ZERO;
            case SHORT -> new Duration(TimeUnit.MILLISECONDS, SHORT_MILLIS);
            case LONG -> Duration.ONE_HOUR;
            case ETERNAL -> Duration.ETERNAL;
            case THROWS -> throw new ScriptedFailure("expiry");
        };
    }
}
