// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** What becomes of interceptors of the standard annotations that others have brought, such as the server. */
public enum ForeignInterceptors {
    VETO,
    WARN,
    KEEP
}
