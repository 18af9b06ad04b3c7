// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/** Real time, which passes only when asked to. */
final class Time {

    /** More than three short lives. */
    static final long STEP_MILLIS = 3 * Answer.SHORT_MILLIS + 5;

    private Time() {}

    static void pass(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time passes", e);
        }
    }
}
