// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerFlavour;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One run of the TCK.
 *
 * @param binary which server
 * @param layout how it is arranged
 * @param expiry which expiry policies reach the provider
 * @param user as whom
 */
record ServerRun(ServerBinary binary, Layout layout, Expiry expiry, User user) {

    /** Which expiry policies reach the provider. */
    enum Expiry {
        CONSTANT,
        ARBITRARY
    }

    /** As whom the provider logs in. */
    enum User {
        /** The default user, who may do anything. */
        DEFAULT,
        /** A user with the privileges that the documents name, and no others. */
        MINIMAL
    }

    /**
     * All runs: each server alone; the embedded one and the newest of either flavour in each topology; as the minimal user the
     * embedded one in each topology and all others alone.
     */
    static List<ServerRun> all() {
        List<ServerBinary> binaries = ServerBinary.all();
        List<ServerRun> runs = new ArrayList<>();
        for (ServerBinary binary : binaries) {
            runs.add(new ServerRun(binary, Layout.STANDALONE, Expiry.CONSTANT, User.DEFAULT));
            runs.add(new ServerRun(binary, Layout.STANDALONE, Expiry.CONSTANT, User.MINIMAL));
        }
        for (ServerBinary binary : representatives(binaries)) {
            runs.add(new ServerRun(binary, Layout.SENTINEL, Expiry.CONSTANT, User.DEFAULT));
            runs.add(new ServerRun(binary, Layout.CLUSTER, Expiry.CONSTANT, User.DEFAULT));
        }
        ServerBinary embedded = ServerBinary.embedded();
        for (Layout layout : List.of(Layout.SENTINEL, Layout.CLUSTER)) {
            runs.add(new ServerRun(embedded, layout, Expiry.ARBITRARY, User.DEFAULT));
            runs.add(new ServerRun(embedded, layout, Expiry.CONSTANT, User.MINIMAL));
        }
        return runs;
    }

    /** The first, which is the embedded one, and the last of either flavour, which is the newest. */
    static Set<ServerBinary> representatives(List<ServerBinary> binaries) {
        Set<ServerBinary> chosen = new LinkedHashSet<>(List.of(binaries.get(0)));
        for (ServerFlavour flavour : ServerFlavour.values()) {
            binaries.stream()
                    .filter(binary -> binary.flavour() == flavour)
                    .reduce((older, newer) -> newer)
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    /** As a name of a directory. */
    String directory() {
        return toString().replace(' ', '-');
    }

    @Override
    public String toString() {
        return binary.name() + " " + layout + (expiry == Expiry.ARBITRARY ? " arbitrary" : "")
                + (user == User.MINIMAL ? " minimal-user" : "");
    }
}
