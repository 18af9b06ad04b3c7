// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reasons that were told already, so that each is told once and not with every event. So many are remembered; beyond them, nothing is
 * new any more.
 *
 * <p>Thread-safe.
 */
final class Reasons {

    private static final int MOST = 100;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Remembers a reason. False if it was remembered before, or if there are too many. */
    boolean isNew(String reason) {
        return told.size() < MOST && told.add(reason);
    }
}
