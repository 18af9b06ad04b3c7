// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import redis.clients.jedis.CommandObject;

/** A semaphore whose permits are leases. */
final class LeaseSemaphore implements DistributedSemaphore {

    private final LockClient client;
    private final Holdable permit;
    private final byte[] number;
    private final Supplier<LockInfo> info;

    LeaseSemaphore(LockClient client, String name, Supplier<LockInfo> info) {
        this.client = client;
        this.permit = Holdable.permit(client.namespace(), name);
        this.number =
                LockKeys.of(client.namespace(), LockInfo.Kind.SEMAPHORE, name).number();
        this.info = info;
    }

    @Override
    public String name() {
        return permit.id().name();
    }

    private <T> T call(CommandObject<T> command) {
        client.requireOpen();
        try {
            return client.link().call(command);
        } catch (JambryException e) {
            throw Failures.named(permit, e);
        }
    }

    @Override
    public boolean trySetPermits(int permits) {
        return call(client.link().commands().setnx(number, Holdable.bytes(positive(permits)))) == 1;
    }

    @Override
    public void setPermits(int permits) {
        call(client.link().commands().set(number, Holdable.bytes(positive(permits))));
        // nobody gives a permit back here, but whoever waits may have got one
        client.releases().abandon(permit, "", 0, /* isDoubtful= */ false);
    }

    private static int positive(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("permits is less than 1: " + permits);
        }
        return permits;
    }

    @Override
    public OptionalInt permits() {
        byte[] set = call(client.link().commands().get(number));
        return set == null
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(new String(set, StandardCharsets.US_ASCII)));
    }

    @Override
    public int availablePermits() {
        return Math.max(0, permits().orElse(0) - info().holders().size());
    }

    @Override
    public LockHandle acquire(LockOptions options) throws InterruptedException {
        return Handles.acquire(client, permit, requireNonNull(options, "options"));
    }

    @Override
    public Optional<LockHandle> tryAcquire(Duration wait) throws InterruptedException {
        return Handles.find(client, permit, LockOptions.DEFAULT.waiting(requireNonNull(wait, "wait")));
    }

    @Override
    public CompletionStage<LockHandle> acquireAsync(LockOptions options) {
        return AsyncAcquisition.start(client, permit, requireNonNull(options, "options"));
    }

    @Override
    public LockInfo info() {
        return info.get();
    }

    @Override
    public String toString() {
        return permit.toString();
    }
}
