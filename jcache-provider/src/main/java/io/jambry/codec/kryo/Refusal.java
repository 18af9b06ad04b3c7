// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import io.jambry.codec.Limit;
import java.io.IOException;

/** Carries a complete message through Kryo, which knows no checked exceptions. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final IOException reason;

    Refusal(String message) {
        this(new IOException(message));
    }

    Refusal(String message, Throwable cause) {
        this(new IOException(message, cause));
    }

    Refusal(IOException reason) {
        super(reason.getMessage(), reason, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.reason = reason;
    }

    /** What the caller of the codec is told when writing threw. */
    static IOException ofWriting(Throwable thrown, Limit limit) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal.reason;
            }
            if (cause instanceof KryoBufferOverflowException) {
                return new IOException(limit.exceededByAtLeast(limit.value() + 1L));
            }
            if (cause instanceof StackOverflowError) {
                return new IOException("objects are nested deeper than this thread's stack", thrown);
            }
        }
        return new IOException("writing it threw " + thrown.getClass().getName(), thrown);
    }

    /** What the caller of the codec is told when reading threw; without causes, whose messages quote bytes. */
    static IOException ofReading(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal.reason;
            }
            if (cause instanceof StackOverflowError) {
                return new IOException("objects are nested deeper than this thread's stack");
            }
        }
        return new IOException("its bytes are damaged, or do not fit its classes ("
                + thrown.getClass().getSimpleName() + ")");
    }
}
