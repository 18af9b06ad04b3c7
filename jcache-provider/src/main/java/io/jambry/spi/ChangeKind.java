// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

/** What became of an entry; the event types of JSR-107. */
public enum ChangeKind {
    /** It is new. */
    CREATED,
    /** It has another value. */
    UPDATED,
    /** It was taken away. */
    REMOVED,
    /** Its time was over. */
    EXPIRED
}
