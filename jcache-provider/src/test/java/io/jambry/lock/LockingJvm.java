// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.provider.JambryCachingProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the other JVM runs: threads that take one lock in all the ways there are, change a {@link FencedResource} under it, and are done when
 * they have done so often enough. It says {@code ready}, and {@code done} in the end.
 */
final class LockingJvm {

    private static final int MILLIS_OF_WAIT = 2_000;

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
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                PrintStream out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            socket.setTcpNoDelay(true);
            while (left.getAndDecrement() > 0) {
                while (!section(in, out)) {
                    // once more
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the resource is gone", e);
        }
    }

    private boolean section(BufferedReader in, PrintStream out) throws IOException {
        try {
            return switch (ThreadLocalRandom.current().nextInt(4)) {
                case 0 -> {
                    lock.lock();
                    yield locked(in, out);
                }
                case 1 ->
                    lock.tryLock(ThreadLocalRandom.current().nextInt(MILLIS_OF_WAIT), TimeUnit.MILLISECONDS)
                            && locked(in, out);
                case 2 -> {
                    lock.lockInterruptibly();
                    yield lock.tryLock() && lockedTwice(in, out);
                }
                default ->
                    handled(lock.acquireAsync(options).toCompletableFuture().join(), in, out);
            };
        } catch (JambryException | CompletionException e) {
            // the server stood still for longer than anybody waits
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean lockedTwice(BufferedReader in, PrintStream out) throws IOException {
        try {
            lock.unlock();
        } catch (LockLostException e) {
            // the second unlock will say so as well
        }
        return locked(in, out);
    }

    /** Whether the section ended well. What the resource refused must have been lost. */
    private boolean locked(BufferedReader in, PrintStream out) throws IOException {
        boolean isWritten = false;
        boolean isStale = false;
        try {
            String answer = change(lock.fencingToken(), in, out);
            isWritten = answer.equals("ok");
            isStale = !isWritten;
        } catch (LockLostException e) {
            // before it began
        } finally {
            try {
                lock.unlock();
                if (isStale) {
                    ask(in, out, "broken " + slot + " stale-but-held");
                }
            } catch (LockLostException e) {
                isStale = false;
            }
        }
        return isWritten;
    }

    private boolean handled(LockHandle handle, BufferedReader in, PrintStream out) throws IOException {
        String answer = change(handle.fencingToken(), in, out);
        try {
            handle.close();
            if (answer.equals("stale")) {
                ask(in, out, "broken " + slot + " stale-but-held");
            }
        } catch (LockLostException e) {
            // what was refused was lost
        }
        return answer.equals("ok");
    }

    private String change(long token, BufferedReader in, PrintStream out) throws IOException {
        String number = ask(in, out, "read " + slot + " " + token);
        return number.equals("stale") ? number : ask(in, out, "write " + slot + " " + token + " " + number);
    }

    private static String ask(BufferedReader in, PrintStream out, String line) throws IOException {
        out.print(line + "\n");
        out.flush();
        String answer = in.readLine();
        if (answer == null) {
            throw new IOException("the resource is gone");
        }
        return answer;
    }
}
