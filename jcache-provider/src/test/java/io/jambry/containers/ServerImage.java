// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.containers;

import java.util.List;
import java.util.stream.Stream;

/**
 * An image whose container is a server on port 6379 that asks for no password.
 *
 * <p>Which ones are tested is the system property {@code test.images}, names separated by commas; else it is one of each
 * version that the project promises to work with.
 *
 * @param name such as {@code valkey/valkey:8.1}
 */
record ServerImage(String name) {

    private static final String DEFAULT =
            "redis:6.2,redis:7.4,redis:8.4,valkey/valkey:7.2,valkey/valkey:8.1,valkey/valkey:9.0";

    /** Refuses an empty name. */
    ServerImage {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("'test.images' holds an empty name; separate names by single commas");
        }
    }

    /** Those to be tested, whether they are to be had or not. */
    static List<ServerImage> all() {
        return Stream.of(System.getProperty("test.images", DEFAULT).split(",", -1))
                .map(String::strip)
                .map(ServerImage::new)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
