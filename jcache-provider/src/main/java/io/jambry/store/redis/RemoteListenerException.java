// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/** What a listener in another JVM threw, as text. */
final class RemoteListenerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RemoteListenerException(String member, String text) {
        super("a listener of member " + member + " threw " + text);
    }
}
