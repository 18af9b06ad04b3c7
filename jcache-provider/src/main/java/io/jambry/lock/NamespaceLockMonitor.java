// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.redis.ScanPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.CommandObject;

/** Sees what all clients of a namespace have written to the server. */
final class NamespaceLockMonitor implements LockMonitor {

    private static final System.Logger AUDIT = System.getLogger("io.jambry.lock.audit");

    private static final int PAGE = 1000;

    private final LockClient client;

    NamespaceLockMonitor(LockClient client) {
        this.client = client;
    }

    private LockKeys keys(Holdable.Id id) {
        return LockKeys.of(client.namespace(), id.kind(), id.name());
    }

    /** Who has a lock and who waits for it. */
    LockInfo look(Holdable.Id id) {
        client.requireOpen();
        try {
            return Look.read(id, client.link().call(Look.at(keys(id))));
        } catch (JambryException e) {
            throw Failures.named(id, e);
        }
    }

    @Override
    public List<LockInfo> locks() {
        client.requireOpen();
        List<Holdable.Id> ids = new ArrayList<>(ids());
        List<CommandObject<Object>> looks = new ArrayList<>();
        ids.forEach(id -> looks.add(Look.at(keys(id))));
        List<Object> replies = looks.isEmpty() ? List.of() : client.link().callAll(looks);
        List<LockInfo> used = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (replies.get(i) instanceof JambryException e) {
                throw Failures.named(ids.get(i), e);
            }
            LockInfo info = Look.read(ids.get(i), replies.get(i));
            if (info.isHeld() || !info.waiters().isEmpty()) {
                used.add(info);
            }
        }
        used.sort(Comparator.comparing(LockInfo::kind).thenComparing(LockInfo::name));
        return List.copyOf(used);
    }

    private Set<Holdable.Id> ids() {
        Set<Holdable.Id> ids = new LinkedHashSet<>();
        Iterator<RedisLink> walk = client.link().walk();
        while (walk.hasNext()) {
            RedisLink node = walk.next();
            for (LockInfo.Kind kind : LockInfo.Kind.values()) {
                byte[] pattern = LockKeys.pattern(client.namespace(), kind);
                ScanPage page = ScanPage.START;
                do {
                    page = node.call(page.next(pattern, PAGE));
                    for (byte[] key : page.keys()) {
                        String name = LockKeys.nameOf(client.namespace(), kind, key);
                        if (name != null) {
                            ids.add(new Holdable.Id(kind, name));
                        }
                    }
                } while (!page.isLast());
            }
        }
        return ids;
    }

    @Override
    public List<WaitCycle> findCycles() {
        WaitGraph graph = new WaitGraph();
        // a permit may come from any holder, so who waits for one waits for none in particular
        locks().stream().filter(info -> info.kind() != LockInfo.Kind.SEMAPHORE).forEach(graph::add);
        client.locals().forEach((id, local) -> {
            LockInfo.Party insider =
                    new LockInfo.Party(client.name(), local.gate().insider());
            local.gate()
                    .line()
                    .forEach(thread ->
                            graph.add(new LockInfo.Party(client.name(), thread), insider, id.kind(), id.name()));
        });
        return graph.cycles();
    }

    @Override
    public LockInfo forceRelease(LockInfo.Kind kind, String name, String reason) {
        if (requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException("the reason is empty; the audit log needs one");
        }
        Holdable.Id id = new Holdable.Id(requireNonNull(kind, "kind"), requireNonNull(name, "name"));
        LockInfo before = look(id);
        LockKeys keys = keys(id);
        Object taken;
        try {
            taken = client.link()
                    .call(RedisScript.LOCK_FORCE.with(
                            keys.lock(),
                            keys.shares(),
                            keys.notes(),
                            keys.queue(),
                            keys.deadlines(),
                            Holdable.bytes(LockKeys.channels(client.namespace()))));
        } catch (JambryException e) {
            AUDIT.log(
                    System.Logger.Level.WARNING,
                    "{0} of namespace ''{1}'' was to be released by force by {2}, because: {3}. What came of it: {4}",
                    id,
                    client.namespace(),
                    client.name(),
                    reason,
                    e.getMessage());
            throw Failures.named(id, e);
        }
        AUDIT.log(
                System.Logger.Level.WARNING,
                "{0} of namespace ''{1}'' was released by force by {2}, because: {3}. It was taken from {4} of: {5}",
                id,
                client.namespace(),
                client.name(),
                reason,
                taken,
                before.holders());
        return before;
    }

    @Override
    public LockStatistics statistics() {
        return client.statistics();
    }
}
