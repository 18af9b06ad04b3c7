// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Mode;
import io.jambry.spi.Wish;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The wishes of a cache as the register has them: a line {@code <member> <since> <wish>} for each member that has one. */
final class ModeText {

    private ModeText() {}

    /** The mode that a script answers: its number, its wishes, and since when expiry is listened to. */
    static Mode read(Object number, Object lines, Object tracked) {
        Map<String, Wish> wishes = new HashMap<>();
        Map<String, Long> since = new HashMap<>();
        new String((byte[]) lines, StandardCharsets.UTF_8).lines().forEach(line -> {
            String[] words = line.split(" ", 3);
            Wish wish = WishText.read(words[2]);
            // all of it may be of a later version
            if (!wish.equals(Wish.NONE)) {
                wishes.put(words[0], wish);
                since.put(words[0], Long.valueOf(words[1]));
            }
        });
        String tracking = new String((byte[]) tracked, StandardCharsets.US_ASCII);
        return new Mode(
                (Long) number, wishes, since, tracking.isEmpty() ? 0 : Long.parseLong(tracking.split(" ", 2)[0]));
    }
}
