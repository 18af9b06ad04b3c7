// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a cached method.
 *
 * @param target the object that is called
 * @param method the method
 * @param arguments the arguments, which may be null; the list cannot be changed
 */
public record CachedCall(Object target, Method method, List<@Nullable Object> arguments) {}
