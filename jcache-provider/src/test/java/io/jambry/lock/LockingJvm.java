// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What the other JVM runs: threads that take one lock in all the ways there are, change a {@link FencedResource} under it, and are done when
 * they have done so often enough. It says {@code ready}, and {@code done} in the end.
 */
final class LockingJvm {

    private static final int MILLIS_OF_WAIT = 2_000;
    private static final long LONGEST_WORK_NANOS = 400_000;

    private final DistributedLock lock;
    private final LockOptions options;
    private final String slot;
    private final int port;
    private final AtomicInteger left;

    private LockingJvm(DistributedLock lock, LockOptions options, String slot, int port, int sections) {
        this.lock = lock;
        this.options = options;
        this.slot = slot;
        this.port = port;
        this.left = new AtomicInteger(sections);
    }

    /**
     * Runs it.
     *
     * @param arguments url, namespace, kind of lock, fair or unfair, lease in ms, slot, port of the resource, threads, sections
     */
    public static void main(String[] arguments) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(3);
        });
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", arguments[1]);
        properties.setProperty("jambry.timeout", "500ms");
        try (JambryCachingProvider provider = new JambryCachingProvider()) {
            Locks locks = provider.getCacheManager(URI.create(arguments[0]), null, properties)
                    .unwrap(Locks.class);
            LockOptions options = LockOptions.builder()
                    .fair(arguments[3].equals("fair"))
                    .renewedLease(Duration.ofMillis(Long.parseLong(arguments[4])))
                    .build();
            DistributedLock lock = arguments[2].equals("lock")
                    ? locks.lock("resource", options)
                    : locks.readWriteLock("resource", options).writeLock();
            LockingJvm jvm = new LockingJvm(
                    lock, options, arguments[5], Integer.parseInt(arguments[6]), Integer.parseInt(arguments[8]));
            System.out.println("ready");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(arguments[7]); i++) {
                Thread thread = new Thread(jvm::work, "worker-" + i);
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("done");
        }
    }

    private void work() {
        try (FencedResource.Visitor resource = FencedResource.Visitor.at(port)) {
            while (left.getAndDecrement() > 0) {
                while (!section(resource)) {
                    // once more
                }
            }
        }
    }

    private boolean section(FencedResource.Visitor resource) {
        try {
            return switch (ThreadLocalRandom.current().nextInt(4)) {
                case 0 -> {
                    lock.lock();
                    yield locked(resource);
                }
                case 1 ->
                    lock.tryLock(ThreadLocalRandom.current().nextInt(MILLIS_OF_WAIT), TimeUnit.MILLISECONDS)
                            && locked(resource);
                case 2 -> {
                    lock.lockInterruptibly();
                    yield lockedTwice(resource);
                }
                default ->
                    handled(lock.acquireAsync(options).toCompletableFuture().join(), resource);
            };
        } catch (JambryException | CompletionException e) {
            // the server stood still for longer than anybody waits
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean lockedTwice(FencedResource.Visitor resource) {
        try {
            lock.lock();
            lock.unlock();
        } catch (LockLostException e) {
            // unlocking will say so as well
        }
        return locked(resource);
    }

    /** Whether the section ended well. What the resource refused must have been lost. */
    private boolean locked(FencedResource.Visitor resource) {
        boolean isWritten = false;
        boolean isStale = false;
        try {
            String answer = change(lock.fencingToken(), resource);
            isWritten = answer.equals("ok");
            isStale = !isWritten;
        } catch (LockLostException e) {
            // before it began
        } finally {
            try {
                lock.unlock();
                if (isStale) {
                    resource.ask("broken " + slot + " stale-but-held");
                }
            } catch (LockLostException e) {
                isStale = false;
            }
        }
        return isWritten;
    }

    private boolean handled(LockHandle handle, FencedResource.Visitor resource) {
        String answer = change(handle.fencingToken(), resource);
        try {
            handle.close();
            if (answer.equals("stale")) {
                resource.ask("broken " + slot + " stale-but-held");
            }
        } catch (LockLostException e) {
            // what was refused was lost
        }
        return answer.equals("ok");
    }

    private String change(long token, FencedResource.Visitor resource) {
        String number = resource.ask("read " + slot + " " + token);
        if (number.equals("stale")) {
            return number;
        }
        // most of the time that a section takes, so that a JVM which is stopped is often in the middle of one
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_WORK_NANOS));
        return resource.ask("write " + slot + " " + token + " " + number);
    }
}
