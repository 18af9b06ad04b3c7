// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisScript;
import io.jambry.spi.Condition;
import io.jambry.spi.Condition.Bytes;
import io.jambry.spi.Condition.Fence;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Add;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Remove;
import io.jambry.spi.StoreRequest.Rewrite;
import io.jambry.spi.StoreRequest.Touch;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/** The commands that change an entry and tell it. */
final class TellingCommands {

    private static final byte[] NOTHING = {};
    private static final byte[] PUT = ascii("put");
    private static final byte[] REMOVE = ascii("remove");
    private static final byte[] TOUCH = ascii("touch");
    private static final byte[] WANTED = {'1'};
    private static final byte[] NOT_WANTED = {'0'};

    private static final int CREATED = 1;
    private static final int CHANGED = 2;

    private final byte[] channel;
    private final InvokeCommands invoke;

    TellingCommands(byte[] channel, InvokeCommands invoke) {
        this.channel = channel;
        this.invoke = invoke;
    }

    /**
     * A change and its message.
     *
     * @param head what the message begins with
     * @param events what is told under the mode in force
     * @param remarks hears what there is to say besides
     * @param beside what is beside the entry; null if that is nothing
     */
    Exchange<?> of(
            byte[] entry, StoreRequest request, byte[] head, Events events, Remarks remarks, @Nullable Beside beside) {
        if (RequestCommands.isCommit(request)) {
            Commit commit = commit(entry, request);
            byte[] marks = events.of(request, commit.success().outcome());
            return commit.telling(channel, head, marks, remarks, beside);
        }
        Marked marked = new Marked(entry, head, events.either(request), remarks, beside);
        return switch (request.verb()) {
            case PUT -> put(marked, (Put) request);
            case REMOVE -> remove(marked, (Remove) request);
            case TOUCH -> touch(marked, (Touch) request);
            case REWRITE -> put(marked, ((Rewrite) request).asPut());
            case GET -> get(marked, (Get) request);
            case ADD -> add(marked, (Add) request);
            case EXISTS, CLAIM, RENEW, RELEASE, ABANDON, ADMIT ->
                throw new IllegalArgumentException(request.verb() + " changes no entry");
        };
    }

    private Commit commit(byte[] entry, StoreRequest request) {
        return switch (request.verb()) {
            case PUT -> {
                Put put = (Put) request;
                yield invoke.put(entry, put, (Fence) put.condition());
            }
            case REMOVE -> {
                Remove remove = (Remove) request;
                yield invoke.remove(entry, remove.want(), (Fence) remove.condition());
            }
            case TOUCH -> {
                Touch touch = (Touch) request;
                yield invoke.touch(entry, touch.ttl(), (Fence) touch.condition());
            }
            case GET, EXISTS, REWRITE, ADD, CLAIM, RENEW, RELEASE, ABANDON, ADMIT ->
                throw new IllegalArgumentException(request.verb() + " ends no claim");
        };
    }

    /** What all of them have. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    private record Marked(
            byte[] entry,
            byte[] head,
            byte[] events,
            Remarks remarks,
            @Nullable Beside beside) {}

    private Exchange<?> put(Marked marked, Put put) {
        byte @Nullable [] expected = expected(put.condition());
        boolean wanted = put.want() == Want.PREVIOUS && expected == null;
        byte @Nullable [] known = put.want() == Want.PREVIOUS ? expected : null;
        return change(
                marked,
                PUT,
                put.condition(),
                put.onCreate(),
                put.onUpdate(),
                wanted,
                put.value(),
                (code, value) -> switch (code) {
                    case CREATED -> StoreReply.CREATED;
                    case CHANGED -> StoreReply.of(Outcome.UPDATED, known == null ? value : known);
                    default -> StoreReply.of(Outcome.UNTOUCHED, value);
                });
    }

    private Exchange<?> remove(Marked marked, Remove remove) {
        byte @Nullable [] expected = expected(remove.condition());
        boolean wanted = remove.want() == Want.PREVIOUS && expected == null;
        byte @Nullable [] known = remove.want() == Want.PREVIOUS ? expected : null;
        return change(
                marked,
                REMOVE,
                remove.condition(),
                Ttl.ZERO,
                Ttl.ZERO,
                wanted,
                NOTHING,
                (code, value) -> code == CHANGED
                        ? StoreReply.of(Outcome.REMOVED, known == null ? value : known)
                        : StoreReply.of(Outcome.UNTOUCHED, value));
    }

    private Exchange<?> touch(Marked marked, Touch touch) {
        return change(
                marked,
                TOUCH,
                touch.condition(),
                Ttl.ZERO,
                touch.ttl(),
                /* wanted= */ false,
                NOTHING,
                (code, value) -> code == CHANGED ? StoreReply.UPDATED : StoreReply.UNTOUCHED);
    }

    private Exchange<?> get(Marked marked, Get get) {
        return change(
                marked,
                TOUCH,
                Condition.NONE,
                Ttl.ZERO,
                get.touch(),
                /* wanted= */ true,
                NOTHING,
                (code, value) -> StoreReply.found(value));
    }

    private Exchange<?> change(
            Marked marked,
            byte[] verb,
            Condition condition,
            Ttl onCreate,
            Ttl onUpdate,
            boolean wanted,
            byte[] value,
            BiFunction<Integer, byte @Nullable [], StoreReply> meaning) {
        byte @Nullable [] expected = expected(condition);
        byte[][] plain = {
            marked.entry(),
            channel,
            marked.head(),
            marked.events(),
            verb,
            value,
            TtlText.of(onCreate),
            TtlText.of(onUpdate)
        };
        byte[][] arguments = plain;
        if (wanted || condition.kind() != Condition.Kind.NONE || marked.beside() != null) {
            arguments = Arrays.copyOf(plain, plain.length + 3);
            arguments[plain.length] = ascii(condition.kind().name().toLowerCase(Locale.ROOT));
            arguments[plain.length + 1] = wanted ? WANTED : NOT_WANTED;
            arguments[plain.length + 2] = expected == null ? NOTHING : expected;
        }
        CommandObject<Object> script = marked.beside() == null
                ? RedisScript.TELL_CHANGE.with(arguments)
                : marked.beside().change(arguments);
        return new Exchange<>(script, meaning(marked, meaning));
    }

    /** A read that prolongs an entry, or shortens its life, and is told to nobody. */
    static Exchange<?> touching(byte[] entry, Get get, Remarks remarks, ExpiryCommands.Followed followed) {
        byte[][] arguments = {entry, TtlText.of(get.touch())};
        return new Exchange<>(RedisScript.TRACK_TOUCH.with(ExpiryCommands.arguments(followed, arguments)), reply -> {
            if (!(reply instanceof List<?> parts)) {
                return StoreReply.ABSENT;
            }
            Remarks.read((Long) parts.get(1), remarks);
            StoreReply found = StoreReply.found((byte[]) parts.get(0));
            return get.remainingTtl() ? found.withRemaining(get.touch().millis()) : found;
        });
    }

    private static byte @Nullable [] expected(Condition condition) {
        return condition instanceof Bytes bytes ? bytes.expected() : null;
    }

    private Exchange<?> add(Marked marked, Add add) {
        byte[][] plain = {
            marked.entry(),
            channel,
            marked.head(),
            marked.events(),
            ascii(Long.toString(add.delta())),
            add.prefix(),
            TtlText.of(add.onCreate()),
            TtlText.of(add.onUpdate())
        };
        return new Exchange<>(
                marked.beside() == null
                        ? RedisScript.TELL_ADD.with(plain)
                        : marked.beside().add(plain),
                meaning(marked, (code, value) -> switch (code) {
                    case CREATED -> StoreReply.of(Outcome.CREATED, value);
                    case CHANGED -> StoreReply.of(Outcome.UPDATED, value);
                    default -> StoreReply.of(Outcome.UNTOUCHED, value);
                }));
    }

    /** A script answers a code, or a list of a code and a value. */
    private static Function<Object, StoreReply> meaning(
            Marked marked, BiFunction<Integer, byte @Nullable [], StoreReply> meaning) {
        return reply -> {
            boolean alone = reply instanceof Long;
            int code = ((Long) (alone ? reply : ((List<?>) reply).get(0))).intValue();
            byte @Nullable [] value = alone ? null : (byte[]) ((List<?>) reply).get(1);
            Remarks.read(code, marked.remarks());
            return meaning.apply(code % Remarks.UNPUBLISHED, value);
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
