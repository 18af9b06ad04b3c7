// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Requests of a web application on two nodes without stickiness, over loopback, with connections kept; each library is a
 * subclass that names its node. The nodes of a library have a class loader of their own: libraries need other versions of the
 * same, and none finds code compiled for how another uses it.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public abstract class SessionOperations implements Contender {

    private static final int NODES = 2;

    /** Odd, see {@link Visits}. */
    private static final int SESSIONS = 199;

    /** Requests of each kind before anything is measured: a container, a client and a library are a lot of code to compile. */
    private static final int WARM_UP = 1000;

    private final List<AutoCloseable> nodes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private byte[][][] requests;
    private ThreadLocal<Visits> visits;
    private Visits first;

    /** The node. */
    abstract Class<? extends WebNode> node();

    /** What is on its class path. */
    Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }

    /** Starts the nodes and begins the sessions. Should anything go wrong later, threads of the nodes do not keep the JVM. */
    void start() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            ClassLoader loader = new URLClassLoader(
                    classPath().map(SessionOperations::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            for (int i = 0; i < NODES; i++) {
                Object node = loader.loadClass(node().getName())
                        .getDeclaredConstructor()
                        .newInstance();
                nodes.add((AutoCloseable) node);
                ports.add((Integer) ((Callable<?>) node).call());
            }
        } catch (Exception e) {
            throw new IllegalStateException(node().getSimpleName() + " does not start", e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        requests = new byte[Visit.values().length][SESSIONS][];
        first = new Visits(ports, requests, 0);
        for (int i = 0; i < SESSIONS; i++) {
            String cookie = first.ask(i, Visit.BEGIN.request("")).cookie();
            for (Visit visit : Visit.values()) {
                requests[visit.ordinal()][i] = visit.request(cookie);
            }
        }
        requireShared();
        visits = ThreadLocal.withInitial(
                () -> new Visits(ports, requests, (int) Thread.currentThread().getId() * 61 % SESSIONS));
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What one node changes is what the next one finds. */
    void requireShared() {
        for (int visit = 1; visit <= 2 * NODES; visit++) {
            String answer =
                    first.ask(visit, requests[Visit.CHANGED.ordinal()][0]).body();
            if (!answer.equals(Integer.toString(visit))) {
                throw new IllegalStateException(
                        getClass().getSimpleName() + ": visit " + visit + " was told '" + answer + "'");
            }
        }
    }

    @Setup
    @Override
    public void prepare() {
        start();
        for (int i = 0; i < WARM_UP; i++) {
            first.next(Visit.UNTOUCHED);
            first.next(Visit.READ);
            first.next(Visit.CHANGED);
        }
    }

    @TearDown
    @Override
    public void close() {
        try {
            first.close();
            for (AutoCloseable node : nodes) {
                node.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next request of one client. */
    String next(Visit visit) {
        return first.next(visit);
    }

    @Benchmark
    public Object untouched(Cursor cursor) {
        return visits.get().next(Visit.UNTOUCHED);
    }

    @Benchmark
    public Object read(Cursor cursor) {
        return requireCount(visits.get().next(Visit.READ));
    }

    @Benchmark
    public Object changed(Cursor cursor) {
        return requireCount(visits.get().next(Visit.CHANGED));
    }

    private String requireCount(String answer) {
        if (!Character.isDigit(answer.charAt(0))) {
            throw new IllegalStateException(getClass().getSimpleName() + ": a request met '" + answer + "'");
        }
        return answer;
    }

    @Override
    public Operation operation(String name) {
        return Arrays.stream(Visit.values())
                .filter(visit -> visit.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .map(this::operation)
                .orElseThrow(() -> Contender.unknown(this, name));
    }

    private Operation operation(Visit visit) {
        return switch (visit) {
            case BEGIN -> throw Contender.unknown(this, "begin");
            case UNTOUCHED -> this::untouched;
            case READ -> this::read;
            case CHANGED -> this::changed;
        };
    }
}
