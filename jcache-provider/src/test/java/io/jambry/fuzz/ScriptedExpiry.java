// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** A policy that answers what the turn says. */
final class ScriptedExpiry implements ExpiryPolicy {

    private final Stage stage;

    ScriptedExpiry(Stage stage) {
        this.stage = stage;
    }

    @Override
    public @Nullable Duration getExpiryForCreation() {
        stage.asked("creation");
        Answer answer = stage.turn().creation();
        if (answer == Answer.NULL && stage.allowances().excuse(Departure.NULL_CREATION)) {
            return Duration.ETERNAL;
        }
        return answer.duration();
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
        stage.asked("access");
        return stage.turn().access().duration();
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
        stage.asked("update");
        return stage.turn().update().duration();
    }
}
