// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Logs failures that may come by the million: each kind once. Of one kind are those whose messages differ in numbers at most, such as
 * the length of a value; there are not many kinds, because messages name settings and classes, and after a hundred nothing more is
 * logged.
 *
 * <p>Thread-safe.
 */
final class Reasons {

    static final int MOST = 100;

    private static final System.Logger LOG = System.getLogger(Reasons.class.getName());

    /** Numbers that stand alone, not those in the name of a class, nor those of a format or a key. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.$]|codec |compressor |cipher |key )\\d+(?!\\w)");

    private final Set<String> met = ConcurrentHashMap.newKeySet();

    /**
     * Logs a failure if it is the first of its kind.
     *
     * @param what what follows from it
     */
    void warn(String what, RuntimeException failure) {
        int known = met.size();
        if (known > MOST) {
            return;
        }
        String kind = NUMBER.matcher(String.valueOf(failure.getMessage())).replaceAll("#");
        if (!met.add(kind)) {
            return;
        }
        if (known == MOST) {
            LOG.log(Level.WARNING, what + "; there are more kinds of reasons than " + MOST + ", which are not logged");
        } else {
            LOG.log(Level.WARNING, what + "; further ones for the same reason are counted silently", failure);
        }
    }
}
