// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import java.util.function.Consumer;

/**
 * What an operation must cost: a row of the table.
 *
 * @param operation the operation, and in which case
 * @param sent what the client sends, flight by flight, as {@link Cost#sent} writes it
 * @param inside what the server executes inside of scripts; empty for nothing
 * @param before makes the case
 * @param action carries the operation out
 */
record Row(String operation, String sent, String inside, Consumer<Caches> before, Consumer<Caches> action) {

    int roundTrips() {
        return sent.split("; ").length;
    }

    String markdown() {
        return "| " + operation + " | `" + sent + "` | " + (inside.isEmpty() ? "–" : "`" + inside + "`") + " | "
                + roundTrips() + " |";
    }

    @Override
    public String toString() {
        return operation;
    }
}
