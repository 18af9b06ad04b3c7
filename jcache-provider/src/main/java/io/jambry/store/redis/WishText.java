// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.Wish;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wish as text: the version of the format, then each kind of change that is wished, with {@code +old} where its value before is
 * and {@code +sync} where its maker waits, and {@code loads} where loads are to be ended, all with commas between, such as
 * {@code 1,created,updated+old+sync,loads}. Nothing is the empty text.
 *
 * <p>What a later version adds is left out, and logged once.
 */
final class WishText {

    private static final System.Logger LOGGER = System.getLogger(WishText.class.getName());
    private static final String VERSION = "1";
    private static final String OLD = "old";
    private static final String SYNC = "sync";
    private static final String LOADS = "loads";

    /** How many unknown parts are remembered, so that each is logged once. */
    private static final int REMEMBERED = 100;

    private static final Set<String> UNKNOWN = ConcurrentHashMap.newKeySet();

    private WishText() {}

    static String write(Wish wish) {
        if (wish.equals(Wish.NONE)) {
            return "";
        }
        StringBuilder text = new StringBuilder(VERSION);
        for (ChangeKind kind : ChangeKind.values()) {
            if (wish.kinds().contains(kind)) {
                text.append(',').append(name(kind));
                text.append(wish.oldValues().contains(kind) ? "+" + OLD : "");
                text.append(wish.synchronous().contains(kind) ? "+" + SYNC : "");
            }
        }
        return text.append(wish.endsLoads() ? "," + LOADS : "").toString();
    }

    static Wish read(String text) {
        Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
        Set<ChangeKind> oldValues = EnumSet.noneOf(ChangeKind.class);
        Set<ChangeKind> synchronous = EnumSet.noneOf(ChangeKind.class);
        boolean endsLoads = false;
        String[] parts = text.split(",", -1);
        // the first is the version, which tells no more than that there may be parts we do not know
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].equals(LOADS)) {
                endsLoads = true;
                continue;
            }
            String[] words = parts[i].split("\\+", -1);
            EnumSet<ChangeKind> kind = kind(words[0]);
            kinds.addAll(kind);
            for (int w = 1; w < words.length; w++) {
                switch (words[w]) {
                    case OLD -> oldValues.addAll(kind);
                    case SYNC -> synchronous.addAll(kind);
                    default -> unknown(words[w]);
                }
            }
        }
        return new Wish(kinds, oldValues, synchronous, endsLoads);
    }

    private static EnumSet<ChangeKind> kind(String name) {
        for (ChangeKind kind : ChangeKind.values()) {
            if (name(kind).equals(name)) {
                return EnumSet.of(kind);
            }
        }
        unknown(name);
        return EnumSet.noneOf(ChangeKind.class);
    }

    private static String name(ChangeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void unknown(String part) {
        if (UNKNOWN.size() < REMEMBERED && UNKNOWN.add(part)) {
            LOGGER.log(
                    Level.WARNING,
                    "another member wishes ''{0}'' of those who change entries, which this version of Jambry does not know"
                            + " and leaves out; use the same version everywhere",
                    part);
        }
    }
}
