// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import static io.jambry.history.Verb.ACQUIRE;
import static io.jambry.history.Verb.APPEND;
import static io.jambry.history.Verb.GET;
import static io.jambry.history.Verb.GET_AND_PUT;
import static io.jambry.history.Verb.GET_AND_REMOVE;
import static io.jambry.history.Verb.INCREMENT;
import static io.jambry.history.Verb.PUT;
import static io.jambry.history.Verb.PUT_IF_ABSENT;
import static io.jambry.history.Verb.RELEASE;
import static io.jambry.history.Verb.REMOVE;
import static io.jambry.history.Verb.REMOVE_IF_EQUAL;
import static io.jambry.history.Verb.REPLACE_IF_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The faults that caches over a remote store are known for: the checker sees each of them, and not the right way. */
class MuseumTest {

    private static final int ATTEMPTS = 100;

    @Test
    void invoke_getThenPut_losesAnUpdate() {
        Function<FakeServer, Client> wrong = server -> replacing(server, APPEND, arguments -> {
            String before = server.call(GET);
            String after = (before == null ? "" : before) + arguments.get(0);
            server.call(PUT, after);
            return after;
        });
        Function<FakeServer, Client> right = server -> replacing(server, APPEND, arguments -> {
            while (true) {
                String before = server.call(GET);
                String after = (before == null ? "" : before) + arguments.get(0);
                String won = before == null
                        ? server.call(PUT_IF_ABSENT, after)
                        : server.call(REPLACE_IF_EQUAL, before, after);
                if ("true".equals(won)) {
                    return after;
                }
            }
        });

        assertThat(Exhibit.of(GET, APPEND).show(wrong, right).window()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void put_repeatedAfterAnUnknownOutcome_bringsAnOldValueBack() {
        Exhibit.of(GET, PUT).show(server -> repeating(server::callBadly), server -> server::callBadly);
    }

    @Test
    void increment_repeatedAfterAnUnknownOutcome_isExecutedTwice() {
        AtomicInteger ids = new AtomicInteger();
        Function<FakeServer, Client> right = server -> (verb, arguments) -> {
            String id = "id" + ids.incrementAndGet();
            return repeating((same, given) -> server.callBadly(id, same, given)).call(verb, arguments);
        };

        Exhibit.of(GET, INCREMENT).show(server -> repeating(server::callBadly), right);
    }

    @Test
    void unknownOutcome_toldAsNotExecuted_takesEffect() {
        Function<FakeServer, Client> wrong = server -> (verb, arguments) -> {
            try {
                return server.callBadly(verb, arguments);
            } catch (OutcomeUnknownException e) {
                throw new NotExecutedException("a promise that nobody can make", e);
            }
        };

        Exhibit.of(GET, PUT).show(wrong, server -> server::callBadly);
    }

    @Test
    void nearCache_filledWithAReplyThatWasOvertaken_isStale() {
        Exhibit.of(GET, PUT)
                .show(
                        server -> new NearValue(server, NearValue.Fill.ALWAYS),
                        server -> new NearValue(server, NearValue.Fill.IF_STILL_VALID));
    }

    @Test
    void get_fromAReplica_isStale() {
        Function<FakeServer, Client> wrong = server -> {
            AtomicReference<@Nullable String> replica = new AtomicReference<>();
            server.watch(value -> server.interleaving().later(() -> replica.set(value)));
            return replacing(server, GET, arguments -> {
                server.interleaving().pause();
                return replica.get();
            });
        };

        Exhibit.of(GET, PUT).show(wrong, server -> server);
    }

    @Test
    void putIfAbsent_getThenPut_hasTwoWinners() {
        Function<FakeServer, Client> wrong = server -> replacing(server, PUT_IF_ABSENT, arguments -> {
            boolean absent = server.call(GET) == null;
            if (absent) {
                server.call(PUT, arguments);
            }
            return String.valueOf(absent);
        });

        Exhibit.of(GET, PUT_IF_ABSENT, REMOVE).show(wrong, server -> server);
    }

    @Test
    void removeIfEqual_getThenRemove_removesAnotherValue() {
        Function<FakeServer, Client> wrong = server -> replacing(server, REMOVE_IF_EQUAL, arguments -> {
            boolean equal = arguments.get(0).equals(server.call(GET));
            if (equal) {
                server.call(REMOVE);
            }
            return String.valueOf(equal);
        });

        Exhibit.of(GET, PUT, REMOVE_IF_EQUAL).show(wrong, server -> server);
    }

    @Test
    void replaceIfEqual_getThenPut_overwritesAnotherValue() {
        Function<FakeServer, Client> wrong = server -> replacing(server, REPLACE_IF_EQUAL, arguments -> {
            boolean equal = arguments.get(0).equals(server.call(GET));
            if (equal) {
                server.call(PUT, arguments.get(1));
            }
            return String.valueOf(equal);
        });

        Exhibit.of(GET, PUT, REPLACE_IF_EQUAL).show(wrong, server -> server);
    }

    @Test
    void getAndPut_getThenPut_answersAValueTwice() {
        Function<FakeServer, Client> wrong = server -> replacing(server, GET_AND_PUT, arguments -> {
            String before = server.call(GET);
            server.call(PUT, arguments);
            return before;
        });

        Exhibit.of(GET, GET_AND_PUT).show(wrong, server -> server);
    }

    @Test
    void getAndRemove_getThenRemove_givesAValueToTwo() {
        Function<FakeServer, Client> wrong = server -> replacing(server, GET_AND_REMOVE, arguments -> {
            String before = server.call(GET);
            server.call(REMOVE);
            return before;
        });

        Exhibit.of(PUT, GET_AND_REMOVE).show(wrong, server -> server);
    }

    @Test
    void lease_releasedWithoutLookingAtTheFence_isTakenFromItsHolder() {
        assertThat(Exhibit.show(LeaseServer.Rule.RELEASES_WHATEVER_IS_HELD).window())
                .extracting(Operation::verb)
                .contains(RELEASE);
    }

    @Test
    void lease_fenceCountedFromOneAgain_isNotGreater() {
        assertThat(Exhibit.show(LeaseServer.Rule.FORGETS_THE_LAST_FENCE)
                        .culprit()
                        .verb())
                .isEqualTo(ACQUIRE);
    }

    @Test
    void lease_lookedAtThenTaken_hasTwoHolders() {
        Exhibit.show(LeaseServer.Rule.LOOKS_THEN_TAKES);
    }

    private static Client replacing(
            FakeServer server, Verb replaced, Function<List<String>, @Nullable String> replacement) {
        return (verb, arguments) -> verb == replaced ? replacement.apply(arguments) : server.call(verb, arguments);
    }

    /** Asks again until there is an answer. */
    private static Client repeating(Client client) {
        return (verb, arguments) -> {
            OutcomeUnknownException last = new OutcomeUnknownException("never asked");
            for (int i = 0; i < ATTEMPTS; i++) {
                try {
                    return client.call(verb, arguments);
                } catch (OutcomeUnknownException e) {
                    last = e;
                } catch (NotExecutedException e) {
                    // nothing has happened
                }
            }
            throw last;
        };
    }
}
