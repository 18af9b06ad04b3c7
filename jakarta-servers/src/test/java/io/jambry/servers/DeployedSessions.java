// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on two servers that this starts. */
abstract class DeployedSessions extends SessionsContract {

    private static final int TURNS = 10;

    private final JakartaServer kind;
    private final Archive archive;
    private TwoNodes nodes;

    /**
     * Sessions on a kind of server.
     *
     * @param archive writes what is deployed
     */
    DeployedSessions(JakartaServer kind, Archive archive) {
        this.kind = kind;
        this.archive = archive;
    }

    /** Writes an application below a directory. */
    interface Archive {
        Path below(Path directory) throws IOException;
    }

    @BeforeAll
    void deploy() throws Exception {
        Path work = LibraryContract.given("server.work");
        nodes = TwoNodes.start(kind, archive.below(work), work);
    }

    @AfterAll
    void end() {
        if (nodes != null) {
            nodes.close();
        }
    }

    /** Weld looks for the session before each request, so none with a session costs nothing. */
    @Test
    void requests_costOneRoundTrip_andOneMoreIfTheyChangeSomething() {
        Visitor visitor = visitor();
        visits(visitor, 4);
        visitor.post("session/set?name=colour&value=blue");

        assertThat(cost(turn -> visitor().get("about.txt"))).isEqualTo(0);
        assertThat(cost(turn -> visitor.get("about.txt"))).isEqualTo(1);
        assertThat(cost(turn -> visitor.get("session/get?name=colour"))).isEqualTo(1);
        assertThat(cost(turn -> visitor.post("session/set?name=colour&value=" + turn)))
                .isEqualTo(2);
        assertThat(cost(turn -> visitor.post("visits"))).isEqualTo(2);
    }

    /** The least of several turns: managers of the nodes tell the server that they are there, about once a second. */
    private long cost(IntConsumer request) {
        return IntStream.range(0, TURNS)
                .mapToLong(turn -> {
                    long before = nodes.scripts();
                    request.accept(turn);
                    return nodes.scripts() - before;
                })
                .min()
                .orElseThrow();
    }

    final RunningServer first() {
        return nodes.first();
    }

    @Override
    List<URI> nodes() {
        return nodes.applications();
    }

    @Override
    void killFirst() throws Exception {
        nodes.first().kill();
    }
}
