// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.spi.Mode;
import io.jambry.spi.Registry;
import io.jambry.spi.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The register as a few keys of one slot: {@code <namespace>:{<namespace>:registry}:} and {@code definitions}, {@code modes} (the
 * number), {@code wishes} (see {@link ModeText}), {@code destroyed} (how often), each a hash by cache;
 * {@code members} (a sorted set by the end of their lease, milliseconds of the server's clock), {@code changes} (a count),
 * {@code tracked} (since when expiry is listened to, a hash by cache), {@code openers:<cache>} (a hash of those who have it open and the mode each has confirmed),
 * {@code notes:<cache>} (a hash of what each has left). No entry has such a name: a
 * cache's name holds no brace.
 */
final class RedisRegistry implements Registry {

    private static final byte[] OPEN = bytes("open");
    private static final byte[] CLOSE = bytes("close");
    private static final byte[] ANEW = bytes("anew");
    private static final byte[] NOTHING = {};

    private final RedisLink link;
    private final String prefix;
    private final byte[] definitions;
    private final byte[] modes;
    private final byte[] wishes;
    private final byte[] destroyed;
    private final byte[] changes;
    private final byte[] tracked;
    private final byte[] members;
    private final byte[] member;
    private final byte[] leaseMillis;
    private final MemberLease lease;
    private final Function<String, CacheMode> caches;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    /** Names of caches that the register may have open here though they are not: others would wait for this member. */
    private final Set<String> leftOpen = ConcurrentHashMap.newKeySet();

    /** Names of caches that were found destroyed, until a beat tells them. */
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    private volatile boolean joined;
    private volatile boolean lapsed;

    RedisRegistry(
            RedisLink link,
            String namespace,
            String memberId,
            Duration duration,
            MemberLease lease,
            Function<String, CacheMode> caches) {
        this.link = link;
        this.lease = lease;
        this.caches = caches;
        String name = RedisKeys.name(namespace);
        prefix = name + ":{" + name + ":registry}:";
        definitions = bytes(prefix + "definitions");
        modes = bytes(prefix + "modes");
        wishes = bytes(prefix + "wishes");
        destroyed = bytes(prefix + "destroyed");
        changes = bytes(prefix + "changes");
        tracked = bytes(prefix + "tracked");
        members = bytes(prefix + "members");
        member = bytes(memberId);
        leaseMillis = number(duration.toMillis());
    }

    @Override
    public Registration open(String cacheName, Map<String, String> definition) {
        leftOpen.remove(cacheName);
        OpenReply reply;
        try {
            reply = enter(cacheName, definition, NOTHING);
        } catch (JambryException e) {
            leftOpen.add(cacheName);
            throw e;
        }
        Entrance entrance = Entrance.valueOf(reply.entrance().toUpperCase(Locale.ROOT));
        if (entrance != Entrance.REFUSED) {
            gone.remove(cacheName);
            // who reads modes from now on finds one in force
            caches.apply(cacheName).opened(reply.mode());
            opened.put(cacheName, new Opened(Map.copyOf(definition), reply.destructions()));
        }
        return new Registration(entrance, reply.definition(), reply.mode());
    }

    /**
     * Registers a cache again as it was before this member's lease ended, with its note and its wish.
     *
     * @return false if the cache was destroyed or replaced meanwhile, and so is no longer open
     */
    boolean openAgain(String cacheName) {
        Opened before = opened.get(cacheName);
        if (before == null) {
            // it has just been closed here
            return true;
        }
        OpenReply reply = enter(cacheName, before.definition(), number(before.destructions()));
        if (reply.entrance().equals("refused") || reply.entrance().equals("destroyed")) {
            if (opened.remove(cacheName, before)) {
                caches.apply(cacheName).closed();
                gone.add(cacheName);
                return false;
            }
            return true;
        }
        if (!before.note().isEmpty()) {
            note(cacheName, before.note());
        }
        Mode mode = reply.mode();
        if (mode.wishes().containsKey(text(member))) {
            // others may have stopped waiting for this member: it has to be seen that it is back
            mode = wish(cacheName, Wish.NONE, OPEN).orElse(mode);
        }
        if (!before.wish().equals(Wish.NONE)) {
            mode = wish(cacheName, before.wish(), OPEN).orElse(mode);
        }
        if (opened.containsKey(cacheName)) {
            caches.apply(cacheName).openedAgain(mode);
        } else {
            leftOpen.add(cacheName);
        }
        return true;
    }

    /** What {@code registry-open} answers. */
    private record OpenReply(String entrance, Map<String, String> definition, Mode mode, long destructions) {}

    private OpenReply enter(String cacheName, Map<String, String> definition, byte[] destructions) {
        long sent = System.nanoTime();
        List<?> reply = (List<?>) about(cacheName)
                .call(RedisScript.REGISTRY_OPEN.with(
                        definitions,
                        modes,
                        members,
                        openers(cacheName),
                        wishes,
                        destroyed,
                        tracked,
                        member,
                        leaseMillis,
                        bytes(cacheName),
                        DefinitionText.write(definition),
                        destructions));
        if (!joined) {
            joined = true;
            lease.begun(sent);
        } else if ((Long) reply.get(3) == 0) {
            lapsed = true;
        }
        return new OpenReply(
                text(reply.get(0)),
                DefinitionText.read((byte[]) reply.get(1)),
                ModeText.read(reply.get(2), reply.get(4), reply.get(6)),
                (Long) reply.get(5));
    }

    @Override
    public Optional<Map<String, String>> find(String cacheName) {
        byte @Nullable [] found = about(cacheName).call(link.commands().hget(definitions, bytes(cacheName)));
        return Optional.ofNullable(found).map(DefinitionText::read);
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        for (byte[] name : link.call(link.commands().hkeys(definitions))) {
            names.add(text(name));
        }
        return names;
    }

    @Override
    public Map<String, Map<String, String>> note(String cacheName, Map<String, String> note) {
        List<?> found = (List<?>) about(cacheName)
                .call(RedisScript.REGISTRY_NOTE.with(
                        notes(cacheName), members, openers(cacheName), member, DefinitionText.write(note)));
        opened.computeIfPresent(cacheName, (name, before) -> before.with(Map.copyOf(note)));
        Map<String, Map<String, String>> others = new HashMap<>();
        for (int i = 0; i < found.size(); i += 2) {
            others.put(text(found.get(i)), DefinitionText.read((byte[]) found.get(i + 1)));
        }
        return others;
    }

    @Override
    public SortedSet<String> openNames() {
        List<Object> replies = Batches.reads(link, List.of(link.commands().hkeys(definitions), liveCommand()));
        Set<String> live = texts(replies.get(1));
        List<String> names =
                ((Set<?>) replies.get(0)).stream().map(RedisRegistry::text).toList();
        List<Object> openers = Batches.reads(
                link,
                names.stream().map(name -> link.commands().hkeys(openers(name))).toList());
        SortedSet<String> open = new TreeSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (((Set<?>) openers.get(i)).stream().anyMatch(who -> live.contains(text(who)))) {
                open.add(names.get(i));
            }
        }
        return open;
    }

    @Override
    public Mode want(String cacheName, Wish wish) {
        Optional<Mode> mode = wish(cacheName, wish, OPEN);
        if (mode.isEmpty() && opened.containsKey(cacheName) && openAgain(cacheName)) {
            // a server had forgotten that it is open here
            mode = wish(cacheName, wish, OPEN);
        }
        if (mode.isEmpty()) {
            throw new IllegalStateException(
                    "cache '" + cacheName + "' is not open here, or was destroyed by another member; open it again");
        }
        opened.computeIfPresent(cacheName, (name, before) -> before.with(wish));
        return mode.get();
    }

    /** Wishes the same from a new mode on; empty if this member wishes nothing, or its lease is over and it wishes anew anyway. */
    Optional<Mode> wishAnew(String cacheName) {
        Opened now = opened.get(cacheName);
        return now == null || now.wish().equals(Wish.NONE) || !lease.holds()
                ? Optional.empty()
                : wish(cacheName, now.wish(), ANEW);
    }

    private Optional<Mode> wish(String cacheName, Wish wish, byte[] then) {
        return mode(about(cacheName)
                .call(RedisScript.REGISTRY_WISH.with(
                        wishes,
                        modes,
                        changes,
                        openers(cacheName),
                        tracked,
                        member,
                        bytes(cacheName),
                        bytes(WishText.write(wish)),
                        then)));
    }

    private static Optional<Mode> mode(@Nullable Object reply) {
        return reply instanceof List<?> parts
                ? Optional.of(ModeText.read(parts.get(0), parts.get(1), parts.get(2)))
                : Optional.empty();
    }

    @Override
    public Map<String, Mode> modes() {
        return modes(openHere());
    }

    /** The modes of some of the caches that this member has open. */
    Map<String, Mode> modes(Set<String> open) {
        List<String> names = List.copyOf(open);
        List<CommandObject<Object>> batch = new ArrayList<>(names.size());
        for (String name : names) {
            batch.add(RedisScript.REGISTRY_MODE.with(modes, wishes, openers(name), tracked, member, bytes(name)));
        }
        List<Object> replies = names.isEmpty() ? List.of() : Batches.reads(link, batch);
        Map<String, Mode> current = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            mode(replies.get(i)).ifPresent(mode -> current.put(name, mode));
        }
        return current;
    }

    @Override
    public void confirm(String cacheName, long mode) {
        about(cacheName).call(RedisScript.REGISTRY_CONFIRM.with(openers(cacheName), member, number(mode)));
    }

    @Override
    public Set<String> unconfirmed(String cacheName, long mode) {
        return texts(about(cacheName)
                .call(RedisScript.REGISTRY_UNCONFIRMED.with(openers(cacheName), members, number(mode))));
    }

    @Override
    public void close(String cacheName) {
        if (opened.remove(cacheName) != null) {
            caches.apply(cacheName).closed();
            try {
                wish(cacheName, Wish.NONE, CLOSE);
            } catch (JambryException e) {
                leftOpen.add(cacheName);
                throw e;
            }
        }
    }

    /** Closes what failed to be closed when it should have been. */
    void closeLeftOpen() {
        Set<String> names = Set.copyOf(leftOpen);
        for (String cacheName : names) {
            if (!opened.containsKey(cacheName)) {
                wish(cacheName, Wish.NONE, CLOSE);
            }
            leftOpen.remove(cacheName);
        }
    }

    @Override
    public boolean remove(String cacheName) {
        opened.remove(cacheName);
        caches.apply(cacheName).closed();
        Object removed = about(cacheName)
                .call(RedisScript.REGISTRY_REMOVE.with(
                        definitions,
                        notes(cacheName),
                        openers(cacheName),
                        wishes,
                        modes,
                        destroyed,
                        changes,
                        tracked,
                        bytes(cacheName)));
        return (Long) removed == 1;
    }

    @Override
    public Renewal renew() {
        long sent = System.nanoTime();
        Renewal renewal = extend(leaseMillis);
        boolean held = (renewal.held() && !lapsed) || !joined;
        if (!joined) {
            joined = true;
            lease.begun(sent);
        } else if (held && lease.holds()) {
            lease.renewed(sent);
        }
        lapsed = false;
        return new Renewal(held, renewal.changes());
    }

    /** The next renewal tells that the lease had ended, because what follows from it is not done. */
    void lapse() {
        lapsed = true;
    }

    private Renewal extend(byte[] millis) {
        List<?> reply = (List<?>)
                link.call(RedisScript.REGISTRY_RENEW.with(members, wishes, modes, changes, tracked, member, millis));
        return new Renewal((Long) reply.get(0) == 1, (Long) reply.get(1));
    }

    /** The names of the caches that were found to be destroyed elsewhere since this was asked last. */
    Set<String> takeDestroyed() {
        Set<String> names = Set.copyOf(gone);
        gone.removeAll(names);
        return names;
    }

    /** The names of the caches this member has open. */
    Set<String> openHere() {
        return Set.copyOf(opened.keySet());
    }

    /**
     * Notes what has been done for the entries that were there before expiry was listened to.
     *
     * @param tracking the {@linkplain Mode#tracking number} of that time
     * @return what has been done by anybody; empty when another time has begun
     */
    Optional<Scanned> scanned(String cacheName, long tracking, Scanned done) {
        byte @Nullable [] all = (byte[]) about(cacheName)
                .call(RedisScript.REGISTRY_SCANNED.with(
                        tracked, bytes(cacheName), number(tracking), bytes(done.word())));
        return Optional.ofNullable(all).map(word -> Scanned.of(text(word)));
    }

    /** The members whose lease has not ended. */
    Set<String> live() {
        return texts(link.call(liveCommand()));
    }

    private CommandObject<Object> liveCommand() {
        return RedisScript.REGISTRY_LIVE.with(members);
    }

    /** Has nothing open any more, wishes nothing, and is no member. */
    void leave() {
        if (!joined) {
            return;
        }
        for (String cacheName : openHere()) {
            close(cacheName);
        }
        extend(number(0));
        joined = false;
    }

    /** The link, for what is about one cache: failures name it. */
    private RedisLink about(String cacheName) {
        return new CacheLink(link, cacheName);
    }

    private byte[] notes(String cacheName) {
        return bytes(prefix + "notes:" + RedisKeys.name(cacheName));
    }

    private byte[] openers(String cacheName) {
        return bytes(prefix + "openers:" + RedisKeys.name(cacheName));
    }

    private static byte[] number(long value) {
        return bytes(Long.toString(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static Set<String> texts(Object list) {
        return ((List<?>) list).stream().map(RedisRegistry::text).collect(Collectors.toSet());
    }
}
