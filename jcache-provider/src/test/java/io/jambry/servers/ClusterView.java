// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one node of a cluster believes about all of them: its answer to {@code CLUSTER NODES}. */
record ClusterView(List<Member> members) {

    /**
     * A node as another one sees it.
     *
     * @param id its name in the cluster
     * @param port where it listens
     * @param flags such as {@code myself,master}
     * @param primaryId whom it follows; {@code -} for a primary
     * @param slots its ranges, such as {@code 0-5460}
     */
    record Member(String id, int port, List<String> flags, String primaryId, List<String> slots) {

        boolean isPrimary() {
            return flags.contains("master");
        }

        /** Known by name and not thought dead. */
        boolean isSound() {
            return flags.stream().noneMatch(List.of("handshake", "noaddr", "fail", "fail?")::contains);
        }

        boolean owns(int slot) {
            return slots.stream().anyMatch(range -> {
                String[] ends = range.split("-");
                return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
            });
        }
    }

    static ClusterView of(ServerProcess node) {
        return new ClusterView(
                node.text("CLUSTER", "NODES").lines().map(ClusterView::member).toList());
    }

    private static Member member(String line) {
        String[] words = line.split(" ");
        String address = words[1];
        int at = address.indexOf('@');
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':', at) + 1, at));
        List<String> slots = Arrays.stream(words)
                .skip(8)
                // a slot on its way is told in brackets by the two that it concerns
                .filter(range -> !range.startsWith("["))
                .toList();
        return new Member(words[0], port, List.of(words[2].split(",")), words[3], slots);
    }

    Optional<Member> owner(int slot) {
        return members.stream()
                .filter(Member::isPrimary)
                .filter(member -> member.owns(slot))
                .findFirst();
    }

    /**
     * Who owns which slots and who follows whom, as far as it concerns the nodes at some ports: equal in all nodes when
     * they agree.
     */
    Map<String, String> roles(Set<Integer> ports) {
        return members.stream()
                .filter(member -> ports.contains(member.port()) && member.isSound())
                .collect(Collectors.toMap(Member::id, member -> member.primaryId() + " " + member.slots()));
    }
}
