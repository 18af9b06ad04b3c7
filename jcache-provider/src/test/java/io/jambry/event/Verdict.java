// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.event.Witness.Gap;
import io.jambry.event.Witness.Heard;
import io.jambry.event.Written.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was written, compared with what was heard.
 *
 * @param done how many writes were acknowledged
 * @param unknown of how many nobody knows
 * @param behindGap how many acknowledged ones were not heard, and a gap was told after they had begun
 * @param silentlyLost those that were not heard without a gap
 * @param doubled those that were heard more than once
 * @param invented what was heard and surely not done
 * @param disordered what was heard of a key before an earlier write of the same member
 * @param breaks how many events do not continue what was heard of their key before
 * @param gaps what was told of gaps
 */
record Verdict(
        long done,
        long unknown,
        long behindGap,
        List<Written> silentlyLost,
        List<Heard> doubled,
        List<Heard> invented,
        List<Heard> disordered,
        long breaks,
        List<Gap> gaps) {

    static Verdict of(List<Written> written, Witness witness) {
        Map<Heard, Integer> times = new HashMap<>();
        witness.heard().forEach(one -> times.merge(one, 1, Integer::sum));
        long lastGap = witness.gaps().stream().mapToLong(Gap::at).max().orElse(Long.MIN_VALUE);
        List<Written> lost = new ArrayList<>();
        List<Heard> doubled = new ArrayList<>();
        long behindGap = 0;
        for (Map.Entry<Heard, List<Written>> one : byEvent(written).entrySet()) {
            List<Written> done = one.getValue().stream()
                    .filter(write -> write.fate() == Fate.DONE)
                    .toList();
            int heard = times.getOrDefault(one.getKey(), 0);
            if (heard > one.getValue().size()) {
                doubled.add(one.getKey());
            }
            for (Written write : done.subList(Math.min(heard, done.size()), done.size())) {
                if (lastGap != Long.MIN_VALUE && lastGap - write.begun() > 0) {
                    behindGap++;
                } else {
                    lost.add(write);
                }
            }
        }
        return new Verdict(
                count(written, Fate.DONE),
                count(written, Fate.UNKNOWN),
                behindGap,
                lost,
                doubled,
                invented(written, times.keySet()),
                disordered(written, witness.heard()),
                witness.breaks(),
                witness.gaps());
    }

    /** The writes of each event: more than one where a failover brings back a value that was removed, and it is removed again. */
    private static Map<Heard, List<Written>> byEvent(List<Written> written) {
        Map<Heard, List<Written>> writes = new HashMap<>();
        written.stream()
                .filter(write -> !write.event().isEmpty())
                .forEach(write -> writes.computeIfAbsent(heard(write), any -> new ArrayList<>())
                        .add(write));
        return writes;
    }

    private static Heard heard(Written write) {
        return new Heard(write.key(), write.event());
    }

    private static long count(List<Written> written, Fate fate) {
        return written.stream().filter(write -> write.fate() == fate).count();
    }

    private static List<Heard> invented(List<Written> written, Set<Heard> all) {
        Set<Heard> possible = new HashSet<>();
        Set<String> removedPerhaps = new HashSet<>();
        for (Written write : written) {
            if (write.fate() == Fate.NOT_DONE) {
                continue;
            }
            if (write.event().isEmpty()) {
                removedPerhaps.add(write.key());
            } else {
                possible.add(heard(write));
            }
        }
        return all.stream()
                .filter(one -> !possible.contains(one))
                .filter(one -> !(one.event().startsWith("-") && removedPerhaps.contains(one.key())))
                .toList();
    }

    private static List<Heard> disordered(List<Written> written, List<Heard> all) {
        Map<Heard, List<Written>> writes = byEvent(written);
        Map<String, Integer> last = new HashMap<>();
        List<Heard> disordered = new ArrayList<>();
        for (Heard one : all) {
            List<Written> possible = writes.getOrDefault(one, List.of());
            if (possible.size() == 1) {
                Written write = possible.get(0);
                int before = last.getOrDefault(write.writer() + " " + write.key(), -1);
                if (before > write.number()) {
                    disordered.add(one);
                }
                last.put(write.writer() + " " + write.key(), write.number());
            }
        }
        return disordered;
    }

    /** Nothing is missing without a word, and nothing came twice, too early, or from nowhere. */
    boolean isSound() {
        return isComplete() && disordered.isEmpty();
    }

    /** Nothing is missing without a word, and nothing came twice or from nowhere. */
    boolean isComplete() {
        return silentlyLost.isEmpty() && doubled.isEmpty() && invented.isEmpty();
    }

    @Override
    public String toString() {
        return done + " writes acknowledged, " + unknown + " of unknown outcome; " + silentlyLost.size()
                + " lost silently " + some(silentlyLost) + ", " + behindGap + " behind a gap, " + doubled.size()
                + " heard twice " + some(doubled) + ", " + invented.size() + " invented " + some(invented) + ", "
                + disordered.size() + " out of order " + some(disordered) + ", " + breaks + " breaks; " + gaps.size()
                + " gaps " + gaps.stream().map(Gap::reason).toList();
    }

    private static String some(List<?> all) {
        return all.isEmpty() ? "" : all.subList(0, Math.min(3, all.size())).toString();
    }
}
