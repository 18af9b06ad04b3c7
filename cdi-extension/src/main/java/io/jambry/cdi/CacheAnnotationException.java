// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

import java.io.Serial;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A caching annotation, or a setting of the extension, that cannot work; thrown when the application is deployed where possible. */
public class CacheAnnotationException extends CacheException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which annotation on which method, what is wrong with it, and what to change
     * @param cause what went wrong below, if anything did
     */
    public CacheAnnotationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the exception without a cause.
     *
     * @param message which annotation on which method, what is wrong with it, and what to change
     */
    public CacheAnnotationException(String message) {
        this(message, null);
    }
}
