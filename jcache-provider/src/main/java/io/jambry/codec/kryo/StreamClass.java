// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;

/** A class that a stream defines where it first occurs, with its shape, and names by its place from then on. */
final class StreamClass extends Registration {

    private static final int OF_NO_TABLE = -1;

    private final int fingerprint;
    private long stream;
    private int place;

    StreamClass(Class<?> type, Serializer<?> serializer, int fingerprint) {
        super(type, serializer, OF_NO_TABLE);
        this.fingerprint = fingerprint;
    }

    int fingerprint() {
        return fingerprint;
    }

    /** Tells whether this stream has a definition already. */
    boolean isIn(long someStream) {
        return stream == someStream;
    }

    void define(long inStream, int atPlace) {
        stream = inStream;
        place = atPlace;
    }

    int place() {
        return place;
    }
}
