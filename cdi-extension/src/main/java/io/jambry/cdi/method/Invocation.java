// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import org.jspecify.annotations.Nullable;

/** A call of a method that has been intercepted. Confined to one thread. */
public interface Invocation {

    Object target();

    /** The arguments as they are now; those that an interceptor before changed are changed here. */
    @Nullable
    Object[] arguments();

    @Nullable
    Object proceed() throws Exception;

    /** Proceeds with other arguments. */
    @Nullable
    Object proceedWith(@Nullable Object[] arguments) throws Exception;
}
