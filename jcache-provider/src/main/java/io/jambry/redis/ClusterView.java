// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a primary answers to {@code CLUSTER NODES}: the slots of all, as far as it knows, and for sure where its own slots are on
 * their way to.
 *
 * @param lines one for each node
 */
record ClusterView(List<Line> lines) {

    private static final int FLAGS = 2;
    private static final int FIRST_SLOT = 8;
    private static final Pattern ADDRESS = Pattern.compile("(.*):(\\d+)@.*");
    private static final Pattern SLOTS = Pattern.compile("(\\d+)(?:-(\\d+))?");
    private static final Pattern LEAVING = Pattern.compile("\\[\\d+->-(\\w+)]");

    /**
     * A node.
     *
     * @param id its name
     * @param endpoint where it is
     * @param myself whether it is the one that answered
     * @param slots what it has, both ends included
     * @param heirs the nodes that some of its slots are on their way to
     */
    record Line(String id, Endpoint endpoint, boolean myself, List<int[]> slots, List<String> heirs) {}

    static ClusterView of(@Nullable Object reply, Endpoint asked) {
        String text = reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] parts = line.split(" ", -1);
            if (parts.length >= FIRST_SLOT) {
                Matcher address = ADDRESS.matcher(parts[1]);
                if (address.matches() && !address.group(2).equals("0")) {
                    lines.add(line(parts, address, asked));
                }
            }
        }
        return new ClusterView(List.copyOf(lines));
    }

    private static Line line(String[] parts, Matcher address, Endpoint asked) {
        List<int[]> slots = new ArrayList<>();
        List<String> heirs = new ArrayList<>();
        for (String part : Arrays.asList(parts).subList(FIRST_SLOT, parts.length)) {
            Matcher range = SLOTS.matcher(part);
            Matcher leaving = LEAVING.matcher(part);
            if (range.matches()) {
                int from = Integer.parseInt(range.group(1));
                slots.add(new int[] {from, range.group(2) == null ? from : Integer.parseInt(range.group(2))});
            } else if (leaving.matches()) {
                heirs.add(leaving.group(1));
            }
        }
        String host = address.group(1).isEmpty() ? asked.host() : address.group(1);
        return new Line(
                parts[0],
                new Endpoint(host, Integer.parseInt(address.group(2))),
                Arrays.asList(parts[FLAGS].split(",", -1)).contains("myself"),
                slots,
                heirs);
    }
}
