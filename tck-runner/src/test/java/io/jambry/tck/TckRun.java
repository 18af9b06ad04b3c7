// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

/** One of the four runs of the TCK: a store and a kind of expiry policy. */
enum TckRun {
    MEMORY_CONSTANT("memory", "constant"),
    MEMORY_ARBITRARY("memory", "arbitrary"),
    EMBEDDED_CONSTANT("embedded", "constant"),
    EMBEDDED_ARBITRARY("embedded", "arbitrary");

    private final String store;
    private final String expiry;

    TckRun(String store, String expiry) {
        this.store = store;
        this.expiry = expiry;
    }

    /** The name of the run's directory of reports and of its execution in the build. */
    String directory() {
        return store + "-" + expiry;
    }

    /** The namespace of the run in the build with this stamp; nobody else has worked in it before. */
    String namespace(String stamp) {
        return "tck-" + directory() + "-" + stamp;
    }

    /** The only provider that the service loader may find in the run. */
    String provider(String underTest) {
        return expiry.equals("constant") ? underTest : ArbitraryExpiryProvider.class.getName();
    }

    @Override
    public String toString() {
        return store + "/" + expiry;
    }
}
