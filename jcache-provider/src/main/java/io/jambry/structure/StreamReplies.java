// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What servers answer about streams. */
final class StreamReplies {

    /** An entry as it came. */
    record Raw(StreamId id, List<byte[]> fields) {}

    private static final int BOTH = 2;

    private StreamReplies() {}

    static StreamId id(@Nullable Object reply) {
        return StreamId.parse(Replies.text(reply));
    }

    static List<StreamId> ids(@Nullable Object reply) {
        List<StreamId> ids = new ArrayList<>();
        for (Object one : Replies.listed(reply)) {
            ids.add(id(one));
        }
        return ids;
    }

    /** The entries of a list; those that are gone from the stream, and come without fields or not at all, are left out. */
    static List<Raw> entries(@Nullable Object reply) {
        List<Raw> entries = new ArrayList<>();
        for (Object one : Replies.listed(reply)) {
            if (one instanceof List<?> parts && parts.size() >= BOTH && parts.get(1) instanceof List<?> fields) {
                entries.add(new Raw(id(parts.get(0)), bytes(fields)));
            }
        }
        return entries;
    }

    /** The entries of the only stream that was read; nothing came if nothing was there in time. */
    static List<Raw> read(@Nullable Object reply) {
        List<?> streams = Replies.listed(reply);
        if (streams.isEmpty()) {
            return List.of();
        }
        Object stream = streams.get(0);
        // a map of streams, or a list of pairs where the server speaks the older protocol
        return entries(stream instanceof Map.Entry<?, ?> entry ? entry.getValue() : ((List<?>) stream).get(1));
    }

    static List<byte[]> bytes(List<?> parts) {
        List<byte[]> all = new ArrayList<>(parts.size());
        for (Object part : parts) {
            all.add((byte[]) part);
        }
        return all;
    }

    static PendingSummary summary(@Nullable Object reply) {
        List<?> parts = Replies.listed(reply);
        Map<String, Long> consumers = new LinkedHashMap<>();
        for (Object one : Replies.listed(parts.get(3))) {
            List<?> pair = Replies.listed(one);
            consumers.put(Replies.text(pair.get(0)), Long.parseLong(Replies.text(pair.get(1))));
        }
        return new PendingSummary(
                Replies.whole(parts.get(0)), optionalId(parts.get(1)), optionalId(parts.get(2)), consumers);
    }

    private static Optional<StreamId> optionalId(@Nullable Object reply) {
        return reply == null ? Optional.empty() : Optional.of(id(reply));
    }

    static List<PendingEntry> pending(@Nullable Object reply) {
        List<PendingEntry> entries = new ArrayList<>();
        for (Object one : Replies.listed(reply)) {
            List<?> parts = Replies.listed(one);
            entries.add(new PendingEntry(
                    id(parts.get(0)),
                    Replies.text(parts.get(1)),
                    Duration.ofMillis(Replies.whole(parts.get(2))),
                    Replies.whole(parts.get(3))));
        }
        return entries;
    }

    static StreamInfo info(@Nullable Object reply) {
        Map<String, @Nullable Object> told = Replies.named(reply);
        return new StreamInfo(
                Replies.whole(told.get("length")),
                Replies.whole(told.get("groups")),
                id(told.get("last-generated-id")),
                Replies.whole(told.get("entries-added")));
    }

    static List<GroupInfo> groups(@Nullable Object reply) {
        List<GroupInfo> groups = new ArrayList<>();
        for (Object one : Replies.listed(reply)) {
            Map<String, @Nullable Object> told = Replies.named(one);
            groups.add(new GroupInfo(
                    Replies.text(told.get("name")),
                    Replies.whole(told.get("consumers")),
                    Replies.whole(told.get("pending")),
                    id(told.get("last-delivered-id")),
                    told.get("lag") instanceof Long lag ? OptionalLong.of(lag) : OptionalLong.empty()));
        }
        return groups;
    }

    static List<ConsumerInfo> consumers(@Nullable Object reply) {
        List<ConsumerInfo> consumers = new ArrayList<>();
        for (Object one : Replies.listed(reply)) {
            Map<String, @Nullable Object> told = Replies.named(one);
            consumers.add(new ConsumerInfo(
                    Replies.text(told.get("name")),
                    Replies.whole(told.get("pending")),
                    Duration.ofMillis(Replies.whole(told.get("idle")))));
        }
        return consumers;
    }
}
