// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.spi.Registry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The register as a few keys of one slot: {@code <namespace>:{<namespace>:registry}:} and {@code definitions} (a hash by
 * cache), {@code modes}, {@code notes} (a hash by cache), {@code members} (a sorted set by the end of their lease, milliseconds of the
 * server's clock), {@code open:<cache>} (a set of members). No entry has such a name: a cache's name holds no brace.
 */
final class RedisRegistry implements Registry {

    /** When a member that was not heard of is forgotten altogether. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final RedisLink link;
    private final String prefix;
    private final byte[] definitions;
    private final byte[] modes;
    private final byte[] notes;
    private final byte[] members;
    private final byte[] member;
    private final byte[] leaseMillis;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private volatile boolean joined;
    private volatile boolean lapsed;

    RedisRegistry(RedisLink link, String namespace, String memberId, Duration lease) {
        this.link = link;
        String name = RedisKeys.name(namespace);
        prefix = name + ":{" + name + ":registry}:";
        definitions = bytes(prefix + "definitions");
        modes = bytes(prefix + "modes");
        notes = bytes(prefix + "notes");
        members = bytes(prefix + "members");
        member = bytes(memberId);
        leaseMillis = bytes(Long.toString(lease.toMillis()));
    }

    @Override
    public Registration open(String cacheName, Map<String, String> definition) {
        List<?> reply = (List<?>) about(cacheName)
                .call(RedisScript.REGISTRY_OPEN.with(
                        definitions,
                        modes,
                        members,
                        openKey(cacheName),
                        member,
                        leaseMillis,
                        bytes(cacheName),
                        DefinitionText.write(definition)));
        joined = true;
        if ((Long) reply.get(3) == 1) {
            lapsed = true;
        }
        Entrance entrance = Entrance.valueOf(text(reply.get(0)).toUpperCase(Locale.ROOT));
        if (entrance != Entrance.REFUSED) {
            opened.add(cacheName);
        }
        return new Registration(entrance, DefinitionText.read((byte[]) reply.get(1)), (Long) reply.get(2));
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
    public Optional<Map<String, String>> note(String cacheName, Map<String, String> note) {
        byte @Nullable [] found = (byte[]) about(cacheName)
                .call(RedisScript.REGISTRY_NOTE.with(
                        notes, members, openKey(cacheName), member, bytes(cacheName), DefinitionText.write(note)));
        return Optional.ofNullable(found).map(DefinitionText::read);
    }

    @Override
    public SortedSet<String> openNames() {
        List<Object> replies = Batches.reads(
                link, List.of(link.commands().hkeys(definitions), RedisScript.REGISTRY_LIVE.with(members)));
        Set<String> live = new HashSet<>();
        ((List<?>) replies.get(1)).forEach(who -> live.add(text(who)));
        List<String> names =
                ((Set<?>) replies.get(0)).stream().map(RedisRegistry::text).toList();
        List<Object> openers = Batches.reads(
                link,
                names.stream()
                        .map(name -> link.commands().smembers(openKey(name)))
                        .toList());
        SortedSet<String> open = new TreeSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (((Set<?>) openers.get(i)).stream().anyMatch(who -> live.contains(text(who)))) {
                open.add(names.get(i));
            }
        }
        return open;
    }

    @Override
    public void close(String cacheName) {
        if (opened.remove(cacheName)) {
            about(cacheName).call(RedisScript.REGISTRY_CLOSE.with(openKey(cacheName), member));
        }
    }

    @Override
    public boolean remove(String cacheName) {
        opened.remove(cacheName);
        Object removed = about(cacheName)
                .call(RedisScript.REGISTRY_REMOVE.with(definitions, notes, openKey(cacheName), bytes(cacheName)));
        return (Long) removed == 1;
    }

    @Override
    public boolean renew() {
        byte[] forgotten = bytes(Long.toString(FORGOTTEN.toMillis()));
        long reply = (Long) link.call(RedisScript.REGISTRY_RENEW.with(members, member, leaseMillis, forgotten));
        boolean held = (reply == 1 && !lapsed) || (reply == 2 && !joined);
        joined = true;
        lapsed = false;
        return held;
    }

    /** Has nothing open any more and is no member. */
    void leave() {
        if (!joined) {
            return;
        }
        for (String cacheName : opened) {
            close(cacheName);
        }
        link.call(link.commands().zrem(members, member));
        joined = false;
    }

    /** The link, for what is about one cache: failures name it. */
    private RedisLink about(String cacheName) {
        return new CacheLink(link, cacheName);
    }

    private byte[] openKey(String cacheName) {
        return bytes(prefix + "open:" + RedisKeys.name(cacheName));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
