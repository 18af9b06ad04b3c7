// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** What happens to an attribute whose bytes cannot be decoded, such as after its class has changed. */
public enum Undecodable {

    /** The application does not see it, its bytes stay where they are: a node that still has the class reads them. */
    KEEP,

    /** It is removed with the next commit. */
    DROP,

    /** Reading it throws {@link io.jambry.DecodingException}. */
    FAIL
}
