// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A call of a method that has been intercepted; to call it is to proceed. Confined to one thread. */
public interface Invocation extends Callable<@Nullable Object> {

    Object target();

    /** The arguments as they are now; those that an interceptor before changed are changed here. */
    @Nullable
    Object[] arguments();

    @Nullable
    Object proceed() throws Exception;

    @Override
    default @Nullable Object call() throws Exception {
        return proceed();
    }

    /** Proceeds with other arguments. */
    @Nullable
    Object proceedWith(@Nullable Object[] arguments) throws Exception;
}
