// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Sessions go on over two nodes that share a server of Redis, for clients without stickiness. The nodes run the sample {@code visits}, and
 * call themselves {@code first} and {@code second} by the environment variable {@code NODE}.
 *
 * <p>What a kind of server cannot promise it says by overriding a test with a weaker one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class SessionsContract {

    private static final int LAST = Integer.MAX_VALUE;

    /** The addresses of the application on both nodes, which end with a slash. */
    abstract List<URI> nodes();

    /** Ends the first node without asking it. */
    abstract void killFirst() throws Exception;

    final Visitor visitor() {
        return new Visitor(nodes());
    }

    /** What so many visits are answered. */
    final List<String> visits(Visitor visitor, int count) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(visitor.post("visits"));
        }
        return answers;
    }

    @Test
    void beanOfTheSessionScope_countsWithoutAGap_overBothNodes() {
        assertThat(visits(visitor(), 6))
                .containsExactly("1 at first", "2 at second", "3 at first", "4 at second", "5 at first", "6 at second");
    }

    @Test
    void beanOfTheSessionScope_isOnePerClient() {
        Visitor visitor = visitor();
        Visitor other = visitor();
        visits(visitor, 3);

        assertThat(visits(other, 2)).containsExactly("1 at first", "2 at second");
        assertThat(visits(visitor, 1)).containsExactly("4 at second");
    }

    @Test
    void attribute_setOnOneNode_isThereOnTheOther() {
        Visitor visitor = visitor();
        visitor.post("session/set?name=colour&value=blue");

        assertThat(visitor.get("session/get?name=colour")).isEqualTo("blue");
        assertThat(visitor.get("session/get?name=colour")).isEqualTo("blue");
    }

    @Test
    void attribute_setAnew_isTheNewOneOnTheOtherNode() {
        Visitor visitor = visitor();
        visitor.post("session/set?name=colour&value=blue");
        visitor.post("session/set?name=colour&value=red");

        assertThat(visitor.get("session/get?name=colour")).isEqualTo("red");
        assertThat(visitor.get("session/get?name=colour")).isEqualTo("red");
    }

    @Test
    void attribute_changedInPlace_isChangedOnTheOtherNode() {
        Visitor visitor = visitor();
        visitor.post("session/append?name=list&value=a");
        visitor.post("session/append?name=list&value=b");

        assertThat(visitor.post("session/append?name=list&value=c")).isEqualTo("[a, b, c]");
        assertThat(visitor.get("session/get?name=list")).isEqualTo("[a, b, c]");
    }

    @Test
    void attribute_removedOnOneNode_isGoneOnTheOther() {
        Visitor visitor = visitor();
        visitor.post("session/set?name=colour&value=blue");
        visitor.post("session/set?name=size&value=large");
        visitor.post("session/remove?name=colour");

        assertThat(visitor.get("session/get?name=colour")).isEqualTo("null");
        assertThat(visitor.get("session/get?name=colour")).isEqualTo("null");
        assertThat(visitor.get("session/get?name=size")).isEqualTo("large");
    }

    @Test
    void id_isTheSameOnBothNodes() {
        Visitor visitor = visitor();
        visits(visitor, 2);

        assertThat(visitor.get("session/id")).isEqualTo(visitor.get("session/id"));
    }

    @Test
    void requestWithoutASession_beginsNone() {
        Visitor visitor = visitor();

        assertThat(visitor.get("session/exists")).isEqualTo("false");
        assertThat(visitor.get("session/exists")).isEqualTo("false");
    }

    @Test
    void idThatNobodyGave_findsNoSession() {
        Visitor visitor = visitor();
        visits(visitor, 2);
        Visitor guesser = visitor.twin();
        guesser.forge(value -> UUID.randomUUID().toString().replace("-", ""));

        assertThat(guesser.get("session/exists")).isEqualTo("false");
        assertThat(guesser.get("session/exists")).isEqualTo("false");
        assertThat(visits(visitor, 1)).containsExactly("3 at first");
    }

    @Test
    void invalidate_onOneNode_endsTheSessionOnBoth() {
        Visitor visitor = visitor();
        visits(visitor, 4);
        Visitor late = visitor.twin();
        visitor.post("session/invalidate");

        assertThat(late.get("session/exists")).isEqualTo("false");
        assertThat(late.get("session/exists")).isEqualTo("false");
        assertThat(visits(visitor, 2)).containsExactly("1 at second", "2 at first");
        assertThat(visits(late, 2)).containsExactly("1 at first", "2 at second");
    }

    @Test
    void changeSessionId_theSessionGoesOn() {
        Visitor visitor = visitor();
        visitor.post("session/set?name=colour&value=blue");
        visits(visitor, 3);
        String id = visitor.get("session/id");
        visitor.post("session/change-id");

        assertThat(visitor.get("session/id")).isNotEqualTo(id);
        assertThat(visits(visitor, 2)).containsExactly("4 at second", "5 at first");
        assertThat(visitor.get("session/get?name=colour")).isEqualTo("blue");
        assertThat(visitor.get("session/get?name=colour")).isEqualTo("blue");
    }

    @Test
    void changeSessionId_theOldIdIsDeadOnBothNodes() {
        Visitor visitor = visitor();
        visits(visitor, 4);
        Visitor old = visitor.twin();
        visitor.post("session/change-id");

        assertThat(old.get("session/exists")).isEqualTo("false");
        assertThat(old.get("session/exists")).isEqualTo("false");
        assertThat(visits(visitor, 3)).containsExactly("5 at second", "6 at first", "7 at second");
    }

    @Test
    @Order(LAST)
    void nodeKilledHalfway_theSessionGoesOnAtTheOther() throws Exception {
        Visitor visitor = visitor();
        visitor.post("session/set?name=colour&value=blue");
        visitor.post("visits");
        visitor.post("visits");
        killFirst();
        visitor.stayAt(nodes().get(1));

        assertThat(visits(visitor, 3)).containsExactly("3 at second", "4 at second", "5 at second");
        assertThat(visitor.get("session/get?name=colour")).isEqualTo("blue");
    }
}
