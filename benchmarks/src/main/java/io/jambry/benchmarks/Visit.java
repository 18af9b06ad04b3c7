// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.nio.charset.StandardCharsets;

/** What a request does with its session. */
enum Visit {
    /** Makes one. */
    BEGIN,
    /** Leaves it alone, though the client sends its id. */
    UNTOUCHED,
    /** Reads three of its ten attributes. */
    READ,
    /** Reads three and sets one of them. */
    CHANGED;

    /** The request, as it goes over the wire. */
    byte[] request(String cookie) {
        String text = "GET " + WebNode.PATH + "/" + this + " HTTP/1.1\r\nHost: localhost\r\n"
                + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
                + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
