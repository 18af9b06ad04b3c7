// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Observation.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Compares what two sides did, operation by operation, and their expired entries over the whole sequence. */
final class Comparison {

    private static final String FAILED = "!CacheEntryListenerException(scripted:listener)";
    private static final String FAILED_FOR_A_KEY =
            "!EntryProcessorException<CacheEntryListenerException(scripted:listener)";

    private final boolean countsCallbacks;
    private final ExpiredDelivery delivery;
    private final Set<Mapping> expiredLeft = new LinkedHashSet<>();
    private final Set<Mapping> expiredRight = new LinkedHashSet<>();

    Comparison(Setup setup, ExpiredDelivery delivery) {
        this.countsCallbacks = setup.policy() == Setup.Policy.SCRIPTED;
        this.delivery = delivery;
    }

    List<String> differences(Observation left, Observation right) {
        List<String> differences = new ArrayList<>();
        differ(differences, "outcome", outcome(left.outcome()), right.outcome());
        differ(differences, "statistics", left.stats(), right.stats());
        differ(differences, "events", left.events(), right.events());
        differ(differences, "loader", left.loaded(), right.loaded());
        differ(differences, "writer", left.written(), right.written());
        // whether a policy is asked before or after a writer that refuses is open
        if (countsCallbacks && !left.outcome().contains("CacheWriterException")) {
            differ(differences, "expiry callbacks", left.asked(), right.asked());
        }
        left.violations().forEach(violation -> differences.add("reference: " + violation));
        right.violations().forEach(violation -> differences.add("tested: " + violation));
        expiredLeft.addAll(left.expired());
        expiredLeft.addAll(left.expiring());
        expiredRight.addAll(right.expired());
        if (delivery == ExpiredDelivery.SWEPT) {
            // what had expired before may be told at the same time
            Set<Mapping> atOnce = new LinkedHashSet<>(left.expiring());
            atOnce.removeAll(right.expired());
            differ(differences, "EXPIRED at once", Set.of(), atOnce);
        }
        return differences;
    }

    /**
     * What the tested side is to answer. Where changes come back by a feed, nobody can tell which key's listener failed, so
     * {@code invokeAll} fails as a whole.
     */
    private String outcome(String reference) {
        return delivery == ExpiredDelivery.SWEPT && reference.contains(FAILED_FOR_A_KEY) ? FAILED : reference;
    }

    void late(Set<Mapping> expired) {
        expiredRight.addAll(expired);
    }

    /** The entries whose EXPIRED is still to come. */
    Set<Mapping> missing(Set<Mapping> untold) {
        Set<Mapping> missing = new LinkedHashSet<>(expiredLeft);
        missing.removeAll(expiredRight);
        missing.removeAll(untold);
        return missing;
    }

    /** The entries whose EXPIRED should not have come. */
    Set<Mapping> unexpected(Set<Mapping> untold) {
        Set<Mapping> unexpected = new LinkedHashSet<>(expiredRight);
        unexpected.removeAll(expiredLeft);
        unexpected.removeAll(untold);
        return unexpected;
    }

    static void differ(List<String> differences, String what, Object left, Object right) {
        if (!Objects.equals(left, right)) {
            differences.add(what + ": reference " + left + ", tested " + right);
        }
    }
}
