// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandObject;

/** What the server says about a lock, made readable. */
final class Look {

    /** Who has given up is marked so in the queue. */
    private static final String MARK = "!";

    private final long nowMicros;
    private final List<LockInfo.Holder> holders = new ArrayList<>();
    private final List<LockInfo.Waiter> waiters = new ArrayList<>();

    private Look(long nowMicros) {
        this.nowMicros = nowMicros;
    }

    static CommandObject<Object> at(LockKeys keys) {
        return RedisScript.LOCK_LOOK.with(keys.lock(), keys.shares(), keys.notes(), keys.queue(), keys.deadlines());
    }

    static LockInfo read(Holdable.Id id, Object reply) {
        List<?> parts = (List<?>) reply;
        Look look = new Look(Long.parseLong(text(parts.get(0))));
        look.alone(text(parts.get(1)), (Long) parts.get(2));
        look.shares(id.kind(), pairs(parts.get(3)), pairs(parts.get(4)));
        look.queue(parts.get(5), pairs(parts.get(6)));
        return new LockInfo(id.kind(), id.name(), look.holders, look.waiters);
    }

    private void alone(String state, long leftMillis) {
        int colon = state.indexOf(':');
        Owner owner = Owner.parse(state.substring(colon + 1), LockInfo.Mode.EXCLUSIVE);
        if (owner != null && colon > 0) {
            long number = Long.parseLong(state.substring(0, colon));
            // a token is the moment at which it was taken, unless the clock went back; without one, the lease was not
            // prolonged yet
            Duration held = number > 0 ? since(number) : Duration.ofMillis(Math.max(0, -number - leftMillis));
            holders.add(new LockInfo.Holder(
                    owner.party(),
                    owner.mode(),
                    number > 0 ? number : Hold.NO_TOKEN,
                    held,
                    Duration.ofMillis(Math.max(0, leftMillis))));
        }
    }

    private void shares(LockInfo.Kind kind, Map<String, String> endings, Map<String, String> notes) {
        endings.forEach((text, ending) -> {
            Owner owner = Owner.parse(text, LockInfo.Mode.SHARED);
            if (owner != null) {
                long note = Long.parseLong(notes.getOrDefault(text, "0"));
                long leftMicros = (long) (Double.parseDouble(ending) * 1000) - nowMicros;
                holders.add(new LockInfo.Holder(
                        owner.party(),
                        LockInfo.Mode.SHARED,
                        kind == LockInfo.Kind.SEMAPHORE ? note : 0,
                        since(note),
                        Duration.of(Math.max(0, leftMicros), ChronoUnit.MICROS)));
            }
        });
    }

    private void queue(Object members, Map<String, String> deadlines) {
        List<?> all = (List<?>) members;
        for (int i = 0; i + 1 < all.size(); i += 2) {
            String text = text(all.get(i));
            Owner owner = text.startsWith(MARK) ? null : Owner.parse(text, LockInfo.Mode.EXCLUSIVE);
            double sureUntil = Double.parseDouble(deadlines.getOrDefault(text, "0"));
            if (owner != null && sureUntil * 1000 > nowMicros) {
                waiters.add(new LockInfo.Waiter(
                        owner.party(), owner.mode(), since((long) Double.parseDouble(text(all.get(i + 1))))));
            }
        }
    }

    private Duration since(long micros) {
        return micros == 0 ? Duration.ZERO : Duration.of(Math.max(0, nowMicros - micros), ChronoUnit.MICROS);
    }

    private static Map<String, String> pairs(Object reply) {
        List<?> all = (List<?>) reply;
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            pairs.put(text(all.get(i)), text(all.get(i + 1)));
        }
        return pairs;
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
