// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import org.jspecify.annotations.Nullable;

/**
 * What a thread has locked and not unlocked: of a plain lock or the write lock, of the read lock, or of both. How often is known here alone;
 * the server knows of one owner for each. Confined to its thread.
 */
final class Tenancy {

    /** What is held alone. */
    final Times alone = new Times();

    /** What is held with others. Without a hold of its own, while the thread also holds it alone. */
    final Times shared = new Times();

    /** How often something was locked. */
    static final class Times {

        @Nullable
        Hold hold;

        int count;

        /** From which time on the lease is renewed although it was not in the beginning; 0 for not. */
        private int renewedFrom;

        boolean isNone() {
            return count == 0;
        }

        /** Locks once more. Without a hold, another one covers it. */
        void add(LockClient client, LockOptions options) {
            Hold again = hold;
            if (again != null) {
                again.requireNotLost();
                prolong(client, again, options);
            }
            count++;
        }

        /** Who locks again gets what was asked for at least, and what is held already is never cut. */
        private void prolong(LockClient client, Hold again, LockOptions options) {
            if (again.isRenewed()) {
                return;
            }
            if (options.isRenewed()) {
                renewedFrom = count + 1;
                again.renew(/* whileHeld= */ true);
                client.keeper().look(again);
            } else if (again.remaining().compareTo(options.lease()) < 0) {
                HeldHandle.prolong(client, again, options.lease());
            }
        }

        /** Unlocks once. */
        void remove() {
            count--;
            Hold left = hold;
            if (left != null && count < renewedFrom) {
                renewedFrom = 0;
                left.renew(/* whileHeld= */ false);
            }
        }
    }

    boolean isNone() {
        return alone.isNone() && shared.isNone();
    }

    /** What holds the read lock: a hold of its own, or the one for writing. */
    @Nullable
    Hold reading() {
        return shared.hold == null ? alone.hold : shared.hold;
    }
}
