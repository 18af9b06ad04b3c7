// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** Hears of the values of attributes that come from the server or go there, as activation listeners of servlets want to. */
public interface AttributeLifecycle {

    /** Hears nothing. */
    AttributeLifecycle NONE = new AttributeLifecycle() {};

    /**
     * A value was decoded and is about to be seen for the first time.
     *
     * @param value the value
     */
    default void activated(Object value) {}

    /**
     * A value is about to be encoded.
     *
     * @param value the value
     */
    default void passivating(Object value) {}
}
