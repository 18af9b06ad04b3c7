// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.redis.PlainCommand;
import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/** What can be held on the server, and the commands for it. Immutable. */
final class Holdable {

    /** A token is greater than all before it as long as the last one is known; after that, the server's clock makes it so. */
    private static final byte[] FENCE_MILLIS = bytes(Duration.ofDays(7).toMillis());

    /** Which scripts are for what, and what they tell owners apart by. */
    private enum Form {
        LOCK(RedisScript.LOCK_ACQUIRE, RedisScript.LOCK_RELEASE, RedisScript.LOCK_RENEW, ""),
        WRITER(RedisScript.LOCK_WRITE, RedisScript.SHARE_RELEASE, RedisScript.SHARE_RENEW, Owner.WRITER),
        READER(RedisScript.LOCK_READ, RedisScript.SHARE_RELEASE, RedisScript.SHARE_RENEW, Owner.READER),
        PERMIT(RedisScript.SEMAPHORE_ACQUIRE, RedisScript.SHARE_RELEASE, RedisScript.SHARE_RENEW, "");

        final RedisScript acquire;
        final RedisScript release;
        final RedisScript renew;
        final String suffix;

        Form(RedisScript acquire, RedisScript release, RedisScript renew, String suffix) {
            this.acquire = acquire;
            this.release = release;
            this.renew = renew;
            this.suffix = suffix;
        }
    }

    /**
     * What a lock is known by in this JVM.
     *
     * @param kind what it is
     * @param name which one
     */
    record Id(LockInfo.Kind kind, String name) {

        @Override
        public String toString() {
            return kind + " '" + name + "'";
        }
    }

    private final Id id;
    private final Form form;
    private final byte[] channels;
    private final byte[][] acquireKeys;
    private final byte[][] releaseKeys;
    private final byte[][] renewKeys;

    private Holdable(Id id, Form form, LockKeys keys, byte[] channels) {
        this.id = id;
        this.form = form;
        this.channels = channels;
        if (form == Form.LOCK) {
            acquireKeys = new byte[][] {keys.lock(), keys.fence(), keys.queue(), keys.deadlines()};
            releaseKeys = new byte[][] {keys.lock(), keys.queue(), keys.deadlines()};
            renewKeys = new byte[][] {keys.lock(), keys.fence()};
        } else {
            byte[] first = form == Form.PERMIT ? keys.number() : keys.lock();
            acquireKeys =
                    new byte[][] {first, keys.shares(), keys.notes(), keys.fence(), keys.queue(), keys.deadlines()};
            releaseKeys = new byte[][] {keys.lock(), keys.shares(), keys.notes(), keys.queue(), keys.deadlines()};
            renewKeys = new byte[][] {keys.lock(), keys.shares(), keys.notes()};
        }
    }

    static Holdable lock(String namespace, String name) {
        return of(namespace, LockInfo.Kind.LOCK, name, Form.LOCK);
    }

    static Holdable writer(String namespace, String name) {
        return of(namespace, LockInfo.Kind.READ_WRITE_LOCK, name, Form.WRITER);
    }

    static Holdable reader(String namespace, String name) {
        return of(namespace, LockInfo.Kind.READ_WRITE_LOCK, name, Form.READER);
    }

    static Holdable permit(String namespace, String name) {
        return of(namespace, LockInfo.Kind.SEMAPHORE, name, Form.PERMIT);
    }

    private static Holdable of(String namespace, LockInfo.Kind kind, String name, Form form) {
        LockKeys keys = LockKeys.of(namespace, kind, name);
        return new Holdable(new Id(kind, name), form, keys, bytes(LockKeys.channels(namespace)));
    }

    Id id() {
        return id;
    }

    /** Whether one holder excludes all others. */
    boolean isExclusive() {
        return form == Form.LOCK || form == Form.WRITER;
    }

    /** What an acquisition is called on the server. */
    String owner(String client, long thread, long number) {
        return Owner.text(client, thread, number, form.suffix);
    }

    /**
     * Takes it, or a place in the queue.
     *
     * @param waitMillis for how long its owner is sure to wait; 0 for not at all
     * @param patienceMicros for how long the first in the queue may be overtaken
     * @return a command whose reply is the token, or after how many milliseconds another one's lease ends, -1 for unknown; null for a
     *     semaphore without permits
     */
    CommandObject<Object> acquire(String owner, long leaseMillis, long waitMillis, long patienceMicros) {
        return form.acquire.with(arguments(
                acquireKeys,
                bytes(owner),
                bytes(leaseMillis),
                bytes(waitMillis),
                bytes(patienceMicros),
                FENCE_MILLIS,
                channels));
    }

    /** Whether it can be taken without a token. */
    boolean isTakenWithoutToken() {
        return form == Form.LOCK;
    }

    /**
     * Takes it without a token, unless somebody holds it or it is kept for those in the queue. To be asked of what {@linkplain
     * #isTakenWithoutToken can be taken so}.
     *
     * @return a command whose reply is null if it was not taken
     */
    CommandObject<Object> takeWithoutToken(String owner, long leaseMillis) {
        byte[] lease = bytes(leaseMillis);
        return PlainCommand.overKey(
                Command.SET,
                BuilderFactory.RAW_OBJECT,
                acquireKeys[0],
                bytes("-" + leaseMillis + ":" + owner),
                Keyword.PX.getRaw(),
                lease,
                Keyword.NX.getRaw());
    }

    /**
     * Asks for the token of what was taken without one.
     *
     * @return a command whose reply is the token; null if the owner does not hold it
     */
    CommandObject<Object> token(String owner) {
        return RedisScript.LOCK_TOKEN.with(arguments(renewKeys, bytes(owner), FENCE_MILLIS));
    }

    /**
     * Gives it back, or a place in the queue.
     *
     * @param patienceMicros who has waited less is not woken
     * @param refuseMillis for how long late requests of the owner are refused; 0 for not at all
     * @return a command whose reply is 1 if the owner held it, else 0
     */
    CommandObject<Object> release(String owner, long patienceMicros, long refuseMillis) {
        return form.release.with(
                arguments(releaseKeys, bytes(owner), channels, bytes(patienceMicros), bytes(refuseMillis)));
    }

    /**
     * Prolongs a lease.
     *
     * @return a command whose reply is 1 if the owner holds it, else 0
     */
    CommandObject<Object> renew(String owner, long leaseMillis) {
        return form == Form.LOCK
                ? form.renew.with(arguments(renewKeys, bytes(owner), bytes(leaseMillis), FENCE_MILLIS))
                : form.renew.with(arguments(renewKeys, bytes(owner), bytes(leaseMillis)));
    }

    /** Makes a writer a reader; the reply is the token, or null if it was lost. To be asked of the writer. */
    CommandObject<Object> downgrade(String writer, String reader, long leaseMillis) {
        return RedisScript.LOCK_DOWNGRADE.with(
                arguments(changeKeys(), bytes(writer), bytes(reader), bytes(leaseMillis), FENCE_MILLIS, channels));
    }

    /** Makes a reader a writer; the reply is the token, 0 if there are others, -1 if it was lost. To be asked of the writer. */
    CommandObject<Object> upgrade(String reader, String writer, long leaseMillis) {
        return RedisScript.LOCK_UPGRADE.with(
                arguments(changeKeys(), bytes(reader), bytes(writer), bytes(leaseMillis), FENCE_MILLIS));
    }

    private byte[][] changeKeys() {
        return Arrays.copyOf(acquireKeys, acquireKeys.length - 1);
    }

    private static byte[][] arguments(byte[][] keys, byte[]... others) {
        byte[][] all = new byte[keys.length + others.length][];
        System.arraycopy(keys, 0, all, 0, keys.length);
        System.arraycopy(others, 0, all, keys.length, others.length);
        return all;
    }

    static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return switch (form) {
            case WRITER -> "write lock '" + id.name() + "'";
            case READER -> "read lock '" + id.name() + "'";
            case LOCK, PERMIT -> id.toString();
        };
    }
}
