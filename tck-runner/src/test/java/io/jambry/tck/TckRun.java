// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

/** One of the five runs of the TCK: a store and a kind of expiry policy, or caches with limits. */
enum TckRun {
    MEMORY_CONSTANT("memory", "constant"),
    MEMORY_ARBITRARY("memory", "arbitrary"),
    EMBEDDED_CONSTANT("embedded", "constant"),
    EMBEDDED_ARBITRARY("embedded", "arbitrary"),
    EMBEDDED_BOUNDED("embedded", "bounded");

    private final String store;
    private final String kind;

    TckRun(String store, String kind) {
        this.store = store;
        this.kind = kind;
    }

    /** The name of the run's directory of reports and of its execution in the build. */
    String directory() {
        return store + "-" + kind;
    }

    /** The namespace of the run in the build with this stamp; nobody else has worked in it before. */
    String namespace(String stamp) {
        return "tck-" + directory() + "-" + stamp;
    }

    /** The only provider that the service loader may find in the run. */
    String provider(String underTest) {
        return kind.equals("arbitrary") ? ArbitraryExpiryProvider.class.getName() : underTest;
    }

    @Override
    public String toString() {
        return store + "/" + kind;
    }
}
