// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** The root of what Jambry throws beyond the exceptions that JSR-107 names. */
public abstract class JambryException extends CacheException {

    private static final long serialVersionUID = 1L;

    JambryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
