// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import jakarta.ws.rs.SeBootstrap;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Opens the library without a server of Jakarta EE, and asks it over HTTP.
 *
 * <p>Ends with 0 if each answer was as it should, with 1 if not.
 */
public final class LibraryDay {

    /** A server that is started for this JVM. With one of your own: {@code redis://host}. */
    private static final String SERVER = "embedded:library";

    private static final int PATIENCE_SECONDS = 60;

    /** What stands for the server tells nothing that matters here. */
    private static final List<Logger> QUIET = Stream.of("org.jboss", "io.undertow", "org.xnio")
            .map(Logger::getLogger)
            .toList();

    private final LibraryClient library;
    private final PrintStream out;
    private boolean good = true;

    private LibraryDay(LibraryClient library, PrintStream out) {
        this.library = library;
        this.out = out;
    }

    /** Takes nothing. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out) ? 0 : 1);
    }

    static boolean run(PrintStream out) throws Exception {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        System.setProperty("jambry.url", SERVER);
        SeBootstrap.Configuration loopback = SeBootstrap.Configuration.builder()
                .host("127.0.0.1")
                .port(SeBootstrap.Configuration.FREE_PORT)
                .build();
        SeBootstrap.Instance library = SeBootstrap.start(Library.class, loopback)
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            var address =
                    library.configuration().baseUriBuilder().replacePath("/").build();
            return new LibraryDay(new LibraryClient(address), out).run();
        } finally {
            library.stop().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean run() {
        String title = library.title(1);
        check("who asks again gets the title without a walk", library.title(1).equals(title));
        check("the injected cache has it", library.keptTitle(1).equals(Optional.of(title)));
        library.forget(1);
        check("what was forgotten is in no cache", library.keptTitle(1).isEmpty());
        check("and is found by another walk", !library.title(1).equals(title));
        library.rename(1, "another title");
        check("a new title counts at once", library.title(1).equals("another title"));

        String price = library.price(2);
        check("a price is known for a while", library.price(2).equals(price));
        library.raisePrice(2);
        check("until it is raised", library.price(2).startsWith("11 euros"));

        check(
                "nobody else intercepts",
                library.interceptors().equals(List.of("io.jambry.cdi.container.CacheResultInterceptor")));
        return good;
    }

    private void check(String step, boolean holds) {
        good &= holds;
        out.println((holds ? "ok      " : "FAILED  ") + step);
    }
}
