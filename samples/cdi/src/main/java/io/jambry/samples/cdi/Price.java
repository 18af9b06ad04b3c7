// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import java.io.Serializable;

/** What a book costs, and which question that was the answer to. */
public record Price(int euros, int question) implements Serializable {

    String shown() {
        return euros + " euros as of question " + question;
    }
}
