// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.io.Serializable;

/** A value that needs a codec. */
public record Parcel(String name, long number, String text) implements Serializable {

    public static Parcel of(long number) {
        return new Parcel("parcel-" + number, number, "text");
    }
}
