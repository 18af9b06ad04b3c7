// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.NotExecutedException;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.ChangeReceiver;
import io.jambry.spi.Feed;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoredChange;
import io.jambry.spi.Wish;
import io.jambry.store.memory.MemoryNamespace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cache in memory that several members share, each of which is told of all changes: by one thread per member, in the order of the
 * changes. Can lose changes, and can be out of reach for those who wish something.
 */
final class ChangeHub implements AutoCloseable {

    private static final int LONGEST_SECONDS = 20;

    private final Store entries = new MemoryNamespace(System::currentTimeMillis).store("shared");
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private volatile boolean losing;
    private volatile boolean unreachable;

    Member join() {
        Member member = new Member();
        members.add(member);
        return member;
    }

    /** Changes are made and not told, until the loss ends: then all members learn that there was one. */
    void losing(boolean on) {
        losing = on;
        if (!on) {
            members.forEach(member -> member.thread.execute(() -> member.receiver.missed("lost on purpose")));
        }
    }

    void unreachable(boolean on) {
        unreachable = on;
    }

    @Override
    public void close() {
        members.forEach(member -> member.thread.shutdownNow());
    }

    private synchronized StoreReply change(Member maker, byte[] key, StoreRequest request) {
        byte[] before = entries.execute(key, StoreRequest.GET).value();
        StoreReply reply = entries.execute(key, request);
        byte[] after = entries.execute(key, StoreRequest.GET).value();
        List<StoredChange> changes = changes(key, request, reply, before, after);
        if (!changes.isEmpty() && !losing) {
            members.forEach(member -> member.tell(changes, maker));
        }
        return reply;
    }

    private static List<StoredChange> changes(
            byte[] key, StoreRequest request, StoreReply reply, byte[] before, byte[] after) {
        boolean wrote = reply.outcome() == Outcome.UPDATED || reply.outcome() == Outcome.DONE;
        return switch (request.verb()) {
            case PUT, ADD -> {
                byte[] written = request instanceof StoreRequest.Put put ? put.value() : after;
                List<StoredChange> changes = new ArrayList<>();
                if (before == null && after != null) {
                    changes.add(new StoredChange(ChangeKind.CREATED, key, after, null));
                } else if (before != null && wrote) {
                    changes.add(new StoredChange(ChangeKind.UPDATED, key, written, before));
                    if (after == null) {
                        changes.add(new StoredChange(ChangeKind.EXPIRED, key, null, written));
                    }
                }
                yield changes;
            }
            case REMOVE -> gone(ChangeKind.REMOVED, key, before, after);
            case TOUCH, GET -> gone(ChangeKind.EXPIRED, key, before, after);
            case EXISTS, REWRITE, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> List.of();
        };
    }

    private static List<StoredChange> gone(ChangeKind kind, byte[] key, byte[] before, byte[] after) {
        return before != null && after == null ? List.of(new StoredChange(kind, key, null, before)) : List.of();
    }

    /** One of those who share the cache. */
    final class Member implements Feed {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final ThreadLocal<List<Ticket>> tickets = ThreadLocal.withInitial(ArrayList::new);
        private final AtomicInteger waits = new AtomicInteger();
        private final AtomicInteger timeouts = new AtomicInteger();
        private volatile ChangeReceiver receiver;
        private volatile Wish wish = Wish.NONE;

        private Member() {}

        Store store() {
            return new HubStore(this);
        }

        Optional<Feed> feed(ChangeReceiver listeners) {
            receiver = listeners;
            return Optional.of(this);
        }

        Wish wish() {
            return wish;
        }

        /** How often somebody came to wait for listeners. */
        int waits() {
            return waits.get();
        }

        private void tell(List<StoredChange> changes, Member maker) {
            List<StoredChange> wished = changes.stream()
                    .filter(change -> wish.kinds().contains(change.kind()))
                    .map(change -> wish.oldValues().contains(change.kind())
                            ? change
                            : new StoredChange(change.kind(), change.key(), change.value(), null))
                    .toList();
            if (wished.isEmpty()) {
                return;
            }
            Ticket ticket = new Ticket();
            if (wished.stream().anyMatch(change -> wish.synchronous().contains(change.kind()))) {
                maker.tickets.get().add(ticket);
            }
            thread.execute(() -> receiver.told(wished, ticket::heard));
        }

        @Override
        public void want(Wish now) {
            if (unreachable) {
                throw new NotExecutedException("the hub is out of reach");
            }
            wish = now;
        }

        @Override
        public List<RuntimeException> awaitListeners() {
            waits.incrementAndGet();
            List<RuntimeException> failures = new ArrayList<>();
            for (Ticket ticket : tickets.get()) {
                if (!ticket.await(failures)) {
                    timeouts.incrementAndGet();
                }
            }
            tickets.remove();
            return failures;
        }

        @Override
        public void forgetListeners() {
            tickets.remove();
        }

        @Override
        public long timeouts() {
            return timeouts.get();
        }

        @Override
        public void close() {
            wish = Wish.NONE;
        }
    }

    /** The answer of one member to one change. */
    private static final class Ticket {

        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile List<RuntimeException> failures = List.of();

        void heard(List<RuntimeException> thrown) {
            if (answered.getCount() == 0) {
                throw new IllegalStateException("heard twice");
            }
            failures = thrown;
            answered.countDown();
        }

        boolean await(List<RuntimeException> all) {
            try {
                boolean answer = answered.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                all.addAll(failures);
                return answer;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The entries, as one member changes them. */
    private final class HubStore implements Store {

        private final Member member;

        HubStore(Member member) {
            this.member = member;
        }

        @Override
        public StoreReply execute(byte[] key, StoreRequest request) {
            return change(member, key, request);
        }

        @Override
        public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
            List<StoreReply> replies = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                replies.add(execute(keys.get(i), requests.get(i)));
            }
            return replies;
        }

        @Override
        public long removeAll(List<byte[]> keys) {
            StoreRequest remove = new StoreRequest.Remove(io.jambry.spi.Condition.NONE, StoreRequest.Want.OUTCOME);
            return keys.stream()
                    .filter(key -> execute(key, remove).outcome() == Outcome.REMOVED)
                    .count();
        }

        @Override
        public Iterator<List<StoreEntry>> scan(Scope scope, int pageSize) {
            return entries.scan(scope, pageSize);
        }

        @Override
        public void clear() {
            entries.clear();
        }

        @Override
        public long size() {
            return entries.size();
        }

        @Override
        public void close() {
            // the others go on
        }
    }
}
