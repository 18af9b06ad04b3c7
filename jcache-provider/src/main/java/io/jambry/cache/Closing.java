// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes what applications gave: loaders, writers, policies, listeners and filters. The only place that does. */
final class Closing {

    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private Closing() {}

    /** Closes each that can be closed; what it throws is logged, since nobody could act on it. */
    static void closeQuietly(List<? extends @Nullable Object> customizations) {
        for (Object customization : customizations) {
            if (customization instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "closing a " + customization.getClass().getName()
                                    + " failed; the cache is closed all the same",
                            e);
                }
            }
        }
    }
}
