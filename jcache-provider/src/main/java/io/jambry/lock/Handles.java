// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.Optional;

/** Gets things for whoever has a handle. */
final class Handles {

    private Handles() {}

    /** Gets something, or fails with {@link io.jambry.NotExecutedException} when the wait is over. */
    static LockHandle acquire(LockClient client, Holdable what, LockOptions options) throws InterruptedException {
        return find(client, what, options).orElseThrow(() -> Acquisition.inVain(what, options));
    }

    /** Gets something if that is possible in time. */
    static Optional<LockHandle> find(LockClient client, Holdable what, LockOptions options)
            throws InterruptedException {
        Hold hold = client.acquirer()
                .acquire(what, options, Limit.in(options.waitLimit()), /* holder= */ null, /* interruptible= */ true);
        return Optional.ofNullable(hold).map(held -> new HeldHandle(client, held));
    }
}
