// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * The commands of one stream, with replies as they come.
 *
 * @param key the name of the stream on the server
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StreamCommands(byte[] key) {

    private static final String COUNT = "COUNT";
    private static final String BLOCK = "BLOCK";
    private static final String STREAMS = "STREAMS";
    private static final String GROUP = "GROUP";

    CommandObject<@Nullable Object> add(List<String> options, List<byte[]> fields) {
        CommandArguments arguments = about(Command.XADD);
        options.forEach(arguments::add);
        fields.forEach(arguments::add);
        return raw(arguments);
    }

    CommandObject<@Nullable Object> range(Command command, String first, String second, int count) {
        return raw(about(command).add(first).add(second).add(COUNT).add(count));
    }

    CommandObject<@Nullable Object> read(StreamId after, int count) {
        return raw(new CommandArguments(Command.XREAD)
                .add(COUNT)
                .add(count)
                .add(STREAMS)
                .key(key)
                .add(after.toString()));
    }

    CommandObject<@Nullable Object> await(StreamId after, int count, long millis) {
        return raw(new CommandArguments(Command.XREAD)
                .add(COUNT)
                .add(count)
                .add(BLOCK)
                .add(millis)
                .add(STREAMS)
                .key(key)
                .add(after.toString()));
    }

    CommandObject<@Nullable Object> trim(StreamTrim trim) {
        CommandArguments arguments = about(Command.XTRIM);
        trim.words().forEach(arguments::add);
        return raw(arguments);
    }

    CommandObject<@Nullable Object> remove(Collection<StreamId> ids) {
        return raw(ids(about(Command.XDEL), ids));
    }

    CommandObject<@Nullable Object> remove(Collection<StreamId> ids, StreamRemovalRule rule) {
        return raw(counted(about(Command.XDELEX).add(rule.option()), ids));
    }

    CommandObject<@Nullable Object> info(String what) {
        return raw(new CommandArguments(Command.XINFO).add(what).key(key));
    }

    CommandObject<@Nullable Object> consumers(String group) {
        return raw(new CommandArguments(Command.XINFO).add("CONSUMERS").key(key).add(group));
    }

    /** A sub-command of {@code XGROUP}. */
    CommandObject<@Nullable Object> group(String what, String group, String... more) {
        CommandArguments arguments =
                new CommandArguments(Command.XGROUP).add(what).key(key).add(group);
        for (String word : more) {
            arguments.add(word);
        }
        return raw(arguments);
    }

    /** Reads for a consumer, from an id on of those it has, or what nobody has yet. */
    CommandObject<@Nullable Object> readGroup(String group, String consumer, int count, String from) {
        return raw(groupRead(group, consumer, count).add(STREAMS).key(key).add(from));
    }

    CommandObject<@Nullable Object> take(String group, String consumer, int count) {
        return raw(groupRead(group, consumer, count)
                .add("NOACK")
                .add(STREAMS)
                .key(key)
                .add(">"));
    }

    CommandObject<@Nullable Object> awaitGroup(String group, String consumer, int count, long millis) {
        return raw(groupRead(group, consumer, count)
                .add(BLOCK)
                .add(millis)
                .add(STREAMS)
                .key(key)
                .add(">"));
    }

    private static CommandArguments groupRead(String group, String consumer, int count) {
        return new CommandArguments(Command.XREADGROUP)
                .add(GROUP)
                .add(group)
                .add(consumer)
                .add(COUNT)
                .add(count);
    }

    CommandObject<@Nullable Object> acknowledge(String group, Collection<StreamId> ids) {
        return raw(ids(about(Command.XACK).add(group), ids));
    }

    CommandObject<@Nullable Object> acknowledgeAndRemove(
            String group, Collection<StreamId> ids, StreamRemovalRule rule) {
        return raw(counted(about(Command.XACKDEL).add(group).add(rule.option()), ids));
    }

    CommandObject<@Nullable Object> pending(String group) {
        return raw(about(Command.XPENDING).add(group));
    }

    CommandObject<@Nullable Object> pending(
            String group, StreamRange range, int count, Duration idle, @Nullable String consumer) {
        CommandArguments arguments = about(Command.XPENDING).add(group);
        if (!idle.isZero()) {
            arguments.add("IDLE").add(idle.toMillis());
        }
        arguments.add(range.start()).add(range.end()).add(count);
        if (consumer != null) {
            arguments.add(consumer);
        }
        return raw(arguments);
    }

    CommandObject<@Nullable Object> claim(
            String group, String consumer, Duration idle, Collection<StreamId> ids, List<String> options) {
        CommandArguments arguments =
                ids(about(Command.XCLAIM).add(group).add(consumer).add(idle.toMillis()), ids);
        options.forEach(arguments::add);
        return raw(arguments);
    }

    CommandObject<@Nullable Object> autoClaim(String group, String consumer, Duration idle, StreamId from, int count) {
        return raw(about(Command.XAUTOCLAIM)
                .add(group)
                .add(consumer)
                .add(idle.toMillis())
                .add(from.toString())
                .add(COUNT)
                .add(count));
    }

    private CommandArguments about(Command command) {
        return new CommandArguments(command).key(key);
    }

    private static CommandArguments ids(CommandArguments arguments, Collection<StreamId> ids) {
        ids.forEach(id -> arguments.add(id.toString()));
        return arguments;
    }

    private static CommandArguments counted(CommandArguments arguments, Collection<StreamId> ids) {
        return ids(arguments.add("IDS").add(ids.size()), ids);
    }

    private static CommandObject<@Nullable Object> raw(CommandArguments arguments) {
        return new CommandObject<>(arguments, Replies.raw());
    }
}
