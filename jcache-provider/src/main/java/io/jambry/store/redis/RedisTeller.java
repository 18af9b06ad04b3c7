// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.redis.RedisLink;
import io.jambry.redis.SplitSlot;
import io.jambry.redis.Subscriptions.Subscriber;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.Mode;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Remove;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.store.redis.ExpiryCommands.End;
import io.jambry.store.redis.Message.Answer;
import io.jambry.store.redis.Message.Slow;
import io.jambry.store.redis.Message.Writer;
import io.jambry.store.redis.Spans.Place;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * Makes the changes of a cache by scripts that publish a message with them, on a channel of the cache.
 *
 * <p>Mechanism: each change has a place in a {@link Span}. Once in each beat a tally says how many messages the spans that are over
 * have, so that who listens knows whether it heard them all. A message that was counted and never published makes them aware
 * that something is missing; {@link #untold} is no more than that. Answers of synchronous listeners come on a channel of this
 * member's own, which it listens to from the first mode on in which somebody is to be waited for.
 */
final class RedisTeller implements Teller {

    private static final System.Logger LOG = System.getLogger(RedisTeller.class.getName());

    /** A write that took so long after its note is late for those who look at what is noted. */
    private static final long EARLY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final StoreRequest REMOVE = new Remove(Condition.NONE, Want.OUTCOME);

    private final Channels channels;
    private final RedisLink link;
    private final RedisKeys keys;
    private final InvokeCommands invoke;
    private final TellingCommands commands;
    private final ExpiryCommands expiry;
    private final Looks looks;
    private final Duration beat;
    private final Writer writer;
    private final byte[] channel;
    private final byte[] beginning;
    private final Spans spans = new Spans();
    private final FeedCounters counters = new FeedCounters();
    private final Tickets tickets;
    private final Lateness lateness = new Lateness();
    private final AtomicBoolean refused = new AtomicBoolean();

    /** Whether it was told already that answers cannot be heard. */
    private final AtomicBoolean deaf = new AtomicBoolean();

    private volatile Mode mode = Mode.QUIET;
    private volatile boolean hearsAnswers;

    /**
     * A teller of one cache.
     *
     * @param beat how often {@link #beat} is called
     */
    RedisTeller(
            Channels channels,
            CacheLink link,
            RedisKeys keys,
            InvokeCommands invoke,
            ExpiryCommands expiry,
            String memberId,
            Duration beat) {
        this.channels = channels;
        this.link = link;
        this.keys = keys;
        this.invoke = invoke;
        this.beat = beat;
        this.writer = new Writer(memberId, ThreadLocalRandom.current().nextInt());
        this.channel = bytes(channels.changes());
        this.beginning = MessageFormat.beginning(writer);
        this.commands = new TellingCommands(channel, invoke);
        this.expiry = expiry;
        this.looks = new Looks(link, keys, expiry, spans, channel, beginning, this::unpublished);
        this.tickets = new Tickets(link.cacheName(), counters, this::tellSlow);
    }

    FeedCounters counters() {
        return counters;
    }

    /** Looks at entries while somebody listens to expiry. */
    Looks looks() {
        return looks;
    }

    Writer writer() {
        return writer;
    }

    // ---- changes

    @Override
    public StoreReply execute(RedisLink over, byte[] key, byte[] entry, StoreRequest request, Mode made) {
        Noted noted = note(over, List.of(key), List.of(request), made);
        StoreReply reply;
        try {
            reply = tell(over, key, entry, request, made, expiry.followed(key, entry, made));
        } catch (NotExecutedException e) {
            if (!SplitSlot.isReason(e)) {
                throw e;
            }
            reply = withOneKey(over, key, entry, request, made);
        }
        noteAgain(noted);
        return reply;
    }

    /**
     * Does it with the entry alone, while what is beside it is on another node: a commit without its lease, anything without the
     * last value, which the next look at the entry makes up for.
     */
    private StoreReply withOneKey(RedisLink over, byte[] key, byte[] entry, StoreRequest request, Mode made) {
        StoreRequest instead = OneKey.instead(request);
        return instead == null
                ? tell(over, key, entry, request, made, /* followed= */ null)
                : OneKey.carryOut(
                        over,
                        invoke,
                        entry,
                        request,
                        instead,
                        asked -> tell(over, key, entry, asked, made, /* followed= */ null));
    }

    private StoreReply tell(
            RedisLink over,
            byte[] key,
            byte[] entry,
            StoreRequest request,
            Mode made,
            ExpiryCommands.@Nullable Followed followed) {
        if (Changes.isTouchingRead(request)) {
            return touching(over, key, entry, (Get) request, this::lookSoon, followed)
                    .over(over);
        }
        Telling telling = new Telling(key, request, made, this::lookSoon);
        try {
            Exchange<?> exchange = telling.exchange(entry, followed);
            StoreReply reply =
                    RequestCommands.isCommit(request) ? CommitRetry.commit(over, exchange) : exchange.over(over);
            telling.made(reply);
            return reply;
        } catch (RuntimeException | Error e) {
            telling.failed(e);
            throw e;
        }
    }

    @Override
    public List<StoreReply> executeAll(RedisLink over, List<byte[]> all, List<StoreRequest> requests, Mode made) {
        Noted noted = note(over, all, requests, made);
        RequestCommands reads = new RequestCommands(over, invoke);
        List<@Nullable Telling> tellings = new ArrayList<>(all.size());
        List<Exchange<?>> exchanges = new ArrayList<>(all.size());
        List<CommandObject<?>> batch = new ArrayList<>(all.size());
        List<byte[]> unnoted = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            byte[] entry = keys.entry(all.get(i));
            StoreRequest request = requests.get(i);
            ExpiryCommands.Followed followed = expiry.followed(all.get(i), entry, made);
            boolean told = Changes.isChange(request) && !Changes.isTouchingRead(request);
            Telling telling = told ? new Telling(all.get(i), request, made, unnoted::add) : null;
            Exchange<?> exchange;
            if (telling != null) {
                exchange = telling.exchange(entry, followed);
            } else if (Changes.isTouchingRead(request)) {
                exchange = touching(over, all.get(i), entry, (Get) request, unnoted::add, followed);
            } else {
                exchange = reads.inBatch(entry, request);
            }
            tellings.add(telling);
            exchanges.add(exchange);
            batch.add(exchange.command());
        }
        List<Object> answers;
        try {
            long start = System.nanoTime();
            answers = over.callAll(batch);
            if (Batches.hasRefusal(answers)) {
                answers = CommitRetry.askAgain(over, requests, exchanges, answers, start);
            }
        } catch (RuntimeException | Error e) {
            tellings.forEach(telling -> failed(telling, e));
            throw e;
        }
        List<StoreReply> replies = new ArrayList<>(all.size());
        for (int i = 0; i < answers.size(); i++) {
            replies.add(settled(tellings.get(i), exchanges.get(i), answers.get(i)));
            if (answers.get(i) instanceof NotExecutedException refused && SplitSlot.isReason(refused)) {
                StoreReply reply = withOneKey(over, all.get(i), keys.entry(all.get(i)), requests.get(i), made);
                replies.set(i, reply);
                answers.set(i, reply);
            }
        }
        lookSoon(unnoted);
        Batches.requireNoRefusal(answers);
        noteAgain(noted);
        return replies;
    }

    @Override
    public void clear(RedisLink over, List<byte[]> entries, Mode made) {
        byte @Nullable [] argument = expiry.argument(made);
        if (argument == null) {
            Batches.all(over, Batches.unlink(over, entries));
            return;
        }
        List<Object> answers = new ArrayList<>(over.callAll(
                entries.stream().map(entry -> expiry.clear(entry, argument)).toList()));
        List<byte[]> unnoted = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Long answer && answer == ExpiryCommands.TO_BE_TOLD) {
                unnoted.add(keys.key(entries.get(i)));
            } else if (answers.get(i) instanceof NotExecutedException refused && SplitSlot.isReason(refused)) {
                byte[] entry = entries.get(i);
                answers.set(i, Batches.all(over, Batches.unlink(over, List.of(entry, keys.lastValue(entry)))));
            }
        }
        lookSoon(unnoted);
        Batches.requireNoRefusal(answers);
    }

    // ---- changes of bounded caches

    @Override
    public StoreReply execute(RedisLink over, BoundedCommands bounded, byte[] key, StoreRequest request, Mode made) {
        if (Changes.isTouchingRead(request)) {
            return bounded.of(key, request).over(over);
        }
        Telling telling = new Telling(key, request, made, this::lookSoon);
        try {
            Exchange<?> exchange = telling.exchange(bounded, made);
            StoreReply reply =
                    RequestCommands.isCommit(request) ? CommitRetry.commit(over, exchange) : exchange.over(over);
            telling.made(reply);
            return reply;
        } catch (RuntimeException | Error e) {
            telling.failed(e);
            throw e;
        }
    }

    @Override
    public List<StoreReply> executeAll(
            RedisLink over, BoundedCommands bounded, List<byte[]> all, List<StoreRequest> requests, Mode made) {
        List<@Nullable Telling> tellings = new ArrayList<>(all.size());
        List<Exchange<?>> exchanges = new ArrayList<>(all.size());
        List<CommandObject<?>> batch = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            StoreRequest request = requests.get(i);
            boolean told = Changes.isChange(request) && !Changes.isTouchingRead(request);
            Telling telling = told ? new Telling(all.get(i), request, made, this::lookSoon) : null;
            Exchange<?> exchange = telling == null ? bounded.of(all.get(i), request) : telling.exchange(bounded, made);
            tellings.add(telling);
            exchanges.add(exchange);
            batch.add(exchange.command());
        }
        List<Object> answers;
        try {
            long start = System.nanoTime();
            answers = over.callAll(batch);
            if (Batches.hasRefusal(answers)) {
                answers = CommitRetry.askAgain(over, requests, exchanges, answers, start);
            }
        } catch (RuntimeException | Error e) {
            tellings.forEach(telling -> failed(telling, e));
            throw e;
        }
        List<StoreReply> replies = new ArrayList<>(all.size());
        for (int i = 0; i < answers.size(); i++) {
            replies.add(settled(tellings.get(i), exchanges.get(i), answers.get(i)));
        }
        Batches.requireNoRefusal(answers);
        return replies;
    }

    /** A change begins that has no request. */
    Place begin(Mode made) {
        return spans.begin(made);
    }

    /** What the message of such a change begins with; nobody is waited for. */
    byte[] head(Place place, byte[] key) {
        return MessageFormat.head(beginning, place.span().id(), place.number(), /* awaited= */ false, key);
    }

    byte[] channel() {
        return channel;
    }

    // ---- the index of ends

    private void lookSoon(byte[] key) {
        lookSoon(List.of(key));
    }

    /** Has entries looked at of which the index does not know how soon they end, or that they end no more. Nobody waits for it. */
    private void lookSoon(List<byte[]> all) {
        if (!all.isEmpty()) {
            expiry.note(all.stream().map(key -> new End(key, 0)).toList()).forEach(this::send);
        }
    }

    /** Notes when entries end that are about to be written, where their own scripts cannot. */
    private Noted note(RedisLink over, List<byte[]> all, List<StoreRequest> requests, Mode made) {
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            OptionalLong millis = expiry.toBeNoted(requests.get(i), made);
            if (millis.isPresent()) {
                ends.add(new End(all.get(i), millis.getAsLong()));
            }
        }
        long since = System.nanoTime();
        if (!ends.isEmpty()) {
            try {
                Batches.all(over, expiry.note(ends));
            } catch (JambryException e) {
                throw new NotExecutedException(
                        "nothing was changed, because it could not be noted when entries end that somebody wants to hear"
                                + " of (" + e.getMessage() + ")",
                        e);
            }
        }
        return new Noted(ends, since);
    }

    /** What was noted of entries before they were written, and when. */
    private record Noted(List<End> ends, long since) {}

    /** A note that leads to nothing for two seconds is dropped: one that was early is written again. */
    private void noteAgain(Noted noted) {
        if (!noted.ends().isEmpty() && System.nanoTime() - noted.since() > EARLY_NANOS) {
            expiry.note(noted.ends()).forEach(this::send);
        }
    }

    private static StoreReply settled(@Nullable Telling telling, Exchange<?> exchange, Object answer) {
        if (answer instanceof JambryException refusal) {
            failed(telling, refusal);
            return StoreReply.UNTOUCHED;
        }
        StoreReply reply = exchange.read(answer);
        if (telling != null) {
            telling.made(reply);
        }
        return reply;
    }

    private static void failed(@Nullable Telling telling, Throwable failure) {
        if (telling != null) {
            telling.failed(failure);
        }
    }

    @Override
    public long removeAll(RedisLink over, List<byte[]> all, Mode made) {
        List<StoreRequest> removals = new ArrayList<>(all.size());
        all.forEach(key -> removals.add(REMOVE));
        return executeAll(over, all, removals, made).stream()
                .filter(reply -> reply.outcome() == Outcome.REMOVED)
                .count();
    }

    /** A read that changes no more than when the entry ends, so that nobody is told. */
    private Exchange<?> touching(
            RedisLink over,
            byte[] key,
            byte[] entry,
            Get get,
            Consumer<byte[]> unnoted,
            ExpiryCommands.@Nullable Followed followed) {
        return followed == null
                ? new RequestCommands(over, invoke).of(entry, get)
                : TellingCommands.touching(entry, get, new Remarked(key, /* isNoted= */ false, unnoted), followed);
    }

    /** A request about an entry that is followed, of which there may be something to say. */
    private class Remarked implements Remarks {

        private final byte[] key;
        private final boolean isNoted;
        private final Consumer<byte[]> unnoted;

        Remarked(byte[] key, boolean isNoted, Consumer<byte[]> unnoted) {
            this.key = key;
            this.isNoted = isNoted;
            this.unnoted = unnoted;
        }

        @Override
        public void unpublished() {
            RedisTeller.this.unpublished();
        }

        @Override
        public void ended() {
            // the one who tells a change counts it
        }

        @Override
        public void gone() {
            looks.noteGone();
        }

        @Override
        public void unnoted() {
            if (!isNoted) {
                unnoted.accept(key);
            }
        }
    }

    /** One change on its way. */
    private final class Telling extends Remarked {

        private final byte[] key;
        private final StoreRequest request;
        private final Place place;
        private final @Nullable Ticket ticket;
        private boolean ended;

        Telling(byte[] key, StoreRequest request, Mode made, Consumer<byte[]> unnoted) {
            super(key, /* isNoted= */ expiry.toBeNoted(request, made).isPresent(), unnoted);
            this.key = key;
            this.request = request;
            this.place = spans.begin(made);
            this.ticket = place.span().awaits() ? tickets.open(place.span(), place.number()) : null;
        }

        Exchange<?> exchange(byte[] entry, ExpiryCommands.@Nullable Followed followed) {
            return commands.of(entry, request, head(), place.span().events(), this, followed);
        }

        Exchange<?> exchange(BoundedCommands bounded, Mode made) {
            return bounded.telling(key, request, channel, head(), place.span().events(), this, made);
        }

        private byte[] head() {
            return MessageFormat.head(beginning, place.span().id(), place.number(), ticket != null, key);
        }

        void made(StoreReply reply) {
            byte[] marks = place.span().events().of(request, reply.outcome());
            if (ended) {
                byte[] before = place.span().events().expired();
                byte[] all = Arrays.copyOf(before, before.length + marks.length);
                System.arraycopy(marks, 0, all, before.length, marks.length);
                marks = all;
            }
            told(marks);
        }

        @Override
        public void ended() {
            ended = true;
        }

        private void told(byte[] marks) {
            if (marks.length == 0) {
                place.span().untold();
            } else {
                place.span().told();
            }
            if (ticket != null) {
                ticket.told(Events.kinds(marks));
            }
        }

        void failed(Throwable failure) {
            if (failure instanceof NotExecutedException) {
                place.span().untold();
            } else {
                place.span().unknown();
            }
            if (ticket != null) {
                ticket.nothing();
            }
        }

        void late(byte[] marks, byte @Nullable [] value, byte @Nullable [] oldValue) {
            try {
                link.call(publish(channel, MessageFormat.told(head(), marks, value, oldValue)));
                told(marks);
            } catch (RuntimeException | Error e) {
                failed(e);
                throw e;
            }
        }
    }

    /** The server took the change and refused its message. The change is counted as told, so that who listens misses it. */
    void unpublished() {
        if (!refused.getAndSet(true)) {
            LOG.log(
                    Level.WARNING,
                    "a change could not be told: the server refused PUBLISH; allow the user +publish, and the channels of the"
                            + " namespace, with ACL SETUSER");
        }
    }

    // ---- late

    @Override
    public void tellLate(byte[] key, StoreRequest request, StoreReply reply, Mode made, Mode now) {
        if (ExpiryCommands.follows(now)) {
            looks.follow(List.of(key), now);
        }
        if (reply.outcome() == Outcome.DONE) {
            // created or updated, nobody asked
            untold(now);
            return;
        }
        byte[] marks = remaining(
                Events.of(now.wish()).of(request, reply.outcome()), made.wish().kinds());
        if (marks.length > 0) {
            byte @Nullable [] old = request.verb() == StoreRequest.Verb.ADD ? null : reply.value();
            new Telling(key, request, now, this::lookSoon).late(marks, value(request, reply), old);
        }
    }

    private static byte[] remaining(byte[] marks, Set<ChangeKind> told) {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        for (byte mark : marks) {
            if (!told.contains(Events.kind(mark))) {
                left.write(mark);
            }
        }
        return left.toByteArray();
    }

    private static byte @Nullable [] value(StoreRequest request, StoreReply reply) {
        return switch (request.verb()) {
            case PUT -> ((StoreRequest.Put) request).value();
            case ADD -> reply.value();
            case GET, EXISTS, REMOVE, TOUCH, REWRITE, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> null;
        };
    }

    @Override
    public void untold(Mode now) {
        spans.begin(now).span().told();
        send(tally(now, /* isLast= */ false));
    }

    // ---- modes, tallies

    @Override
    public void takenUp(Mode next) {
        Mode before = mode;
        mode = next;
        tickets.takenUp(next);
        if (awaits(next) && !hearsAnswers) {
            hearAnswers();
        }
        if (next.equals(Mode.QUIET)) {
            leave(before);
        }
    }

    /** The cache is closed here. */
    private void leave(Mode before) {
        if (hearsAnswers) {
            hearsAnswers = false;
            link.subscriptions().unsubscribe(channels.answers(writer.member()));
        }
        if (before.wish().listens()) {
            try {
                link.call(tally(before, /* isLast= */ true));
            } catch (JambryException e) {
                LOG.log(Level.DEBUG, "nobody was told that the cache is closed; they see it by the silence", e);
            }
        }
    }

    private static boolean awaits(Mode mode) {
        return !mode.wish().synchronous().isEmpty();
    }

    private void hearAnswers() {
        hearsAnswers = true;
        try {
            link.subscriptions().subscribe(channels.answers(writer.member()), new Answers());
            deaf.set(false);
        } catch (JambryException e) {
            hearsAnswers = false;
            LOG.log(
                    deaf.getAndSet(true) ? Level.DEBUG : Level.WARNING,
                    "answers of synchronous listeners cannot be heard; each beat tries again",
                    e);
        }
    }

    /** Tells what was told, while somebody listens. */
    void beat() {
        Mode now = mode;
        if (now.wish().listens()) {
            send(tally(now, /* isLast= */ false));
        }
        if (awaits(now) && !hearsAnswers) {
            hearAnswers();
        }
    }

    private CommandObject<Long> tally(Mode now, boolean isLast) {
        return publish(channel, MessageFormat.tally(spans.tally(writer, now, beat.toMillis(), isLast)));
    }

    private CommandObject<Long> publish(byte[] to, byte[] message) {
        return link.commands().publish(to, message);
    }

    /** A message that a later one makes up for if it fails. */
    private void send(CommandObject<?> message) {
        link.send(message).whenComplete((receivers, failure) -> {
            if (failure != null) {
                LOG.log(Level.DEBUG, "a message was not published", failure);
            }
        });
    }

    // ---- synchronous listeners

    /** Waits for those who listen to what the calling thread has changed. */
    List<RuntimeException> awaitListeners(Duration longest) {
        return tickets.await(longest);
    }

    /** Forgets those who listen to what the calling thread has changed. */
    void forgetListeners() {
        tickets.forgetMine();
    }

    /** The synchronous listeners of this JVM have been through a change. */
    void heard(Message.Told change, List<RuntimeException> failures) {
        if (change.writer().equals(writer)) {
            tickets.answered(writer.member(), change.span(), change.number(), failures);
            return;
        }
        Answer answer = new Answer(
                writer.member(),
                change.writer().run(),
                change.span(),
                change.number(),
                failures.stream().map(RedisTeller::text).toList());
        send(publish(bytes(channels.answers(change.writer().member())), MessageFormat.answer(answer)));
    }

    /** A member is not waited for any more; it may want to be, when it is well again. */
    private void tellSlow(String member, long since) {
        send(publish(bytes(channels.answers(member)), MessageFormat.slow(new Slow(writer, since))));
    }

    /** Whether others have stopped waiting for this member. */
    Lateness lateness() {
        return lateness;
    }

    private static String text(RuntimeException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null
                ? cause.getClass().getName()
                : cause.getClass().getName() + ": " + cause.getMessage();
    }

    /** Hears what the synchronous listeners of other members answer. */
    private final class Answers implements Subscriber {

        @Override
        public void message(byte[] message) {
            Message read = MessageFormat.read(message);
            if (read instanceof Slow slow) {
                lateness.noticed(slow.since());
            } else if (read instanceof Answer answer) {
                if (answer.run() == writer.run()) {
                    tickets.answered(
                            answer.member(),
                            answer.span(),
                            answer.number(),
                            answer.failures().stream()
                                    .map(text -> (RuntimeException) new RemoteListenerException(answer.member(), text))
                                    .toList());
                }
            } else {
                counters.unknown(read, channels.answers(writer.member()));
            }
        }

        /**
         * Who waits for an answer that was missed, waits in vain; the member whose answer it was hears of it. Others may have
         * stopped waiting for this one.
         */
        @Override
        public void missed(String reason) {
            LOG.log(Level.DEBUG, "answers may have been missed: {0}", reason);
            Long since = mode.since().get(writer.member());
            if (since != null) {
                lateness.noticed(since);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
