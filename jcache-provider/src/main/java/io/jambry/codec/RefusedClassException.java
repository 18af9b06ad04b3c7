// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.InvalidClassException;

/** A class is not on the list; the message is complete by itself. */
public final class RefusedClassException extends InvalidClassException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    RefusedClassException(Class<?> type, String advice) {
        super(type.getName(), advice);
        this.advice = advice;
    }

    /** The advice alone; it names the class already. */
    @Override
    public String getMessage() {
        return advice;
    }
}
