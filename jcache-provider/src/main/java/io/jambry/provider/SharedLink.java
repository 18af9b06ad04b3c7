// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConnectionSettings;
import io.jambry.redis.RedisLink;

/**
 * A link to servers that several managers may hold: the last one to let go closes it.
 *
 * <p>Thread-safe.
 */
final class SharedLink {

    private final ConnectionSettings settings;
    private final RedisLink link;
    private final Runnable onClose;

    /** Guarded by this. */
    private int holders = 1;

    /**
     * A link that is held once.
     *
     * @param settings where it leads
     * @param link the link, nobody else's
     * @param onClose is run when the last holder has let go
     */
    SharedLink(ConnectionSettings settings, RedisLink link, Runnable onClose) {
        this.settings = settings;
        this.link = link;
        this.onClose = onClose;
    }

    ConnectionSettings settings() {
        return settings;
    }

    RedisLink link() {
        return link;
    }

    synchronized boolean isHeld() {
        return holders > 0;
    }

    /** Holds the link once more. False if the last holder has let go. */
    synchronized boolean hold() {
        if (holders == 0) {
            return false;
        }
        holders++;
        return true;
    }

    /** Lets go. To be called once for each hold. */
    void release() {
        synchronized (this) {
            holders--;
            if (holders > 0) {
                return;
            }
        }
        onClose.run();
        link.close();
    }
}
