// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import org.jspecify.annotations.Nullable;

/** What one annotation makes of a method. Thread-safe. */
@FunctionalInterface
public interface CachedMethod {

    @Nullable
    Object call(Invocation invocation) throws Exception;
}
