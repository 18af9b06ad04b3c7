// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Reasons that were told already, so that each is told once. Numbers in them make no difference. So many are remembered; beyond them,
 * nothing is new any more. Thread-safe.
 */
final class Reasons {

    private static final int MOST = 100;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Remembers a reason. False if it was remembered before, or if there are too many. */
    boolean isNew(String reason) {
        return told.size() < MOST && told.add(NUMBER.matcher(reason).replaceAll("#"));
    }

    void forget() {
        told.clear();
    }
}
