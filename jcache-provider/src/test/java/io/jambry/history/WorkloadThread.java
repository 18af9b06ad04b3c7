// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import static io.jambry.history.Verb.APPEND;
import static io.jambry.history.Verb.CONTAINS_KEY;
import static io.jambry.history.Verb.GET;
import static io.jambry.history.Verb.GET_AND_PUT;
import static io.jambry.history.Verb.GET_AND_REMOVE;
import static io.jambry.history.Verb.GET_AND_REPLACE;
import static io.jambry.history.Verb.INCREMENT;
import static io.jambry.history.Verb.PUT;
import static io.jambry.history.Verb.PUT_IF_ABSENT;
import static io.jambry.history.Verb.REMOVE;
import static io.jambry.history.Verb.REMOVE_IF_EQUAL;
import static io.jambry.history.Verb.REPLACE;
import static io.jambry.history.Verb.REPLACE_IF_EQUAL;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;

/** One client of a workload: what it does next, and what it remembers. Confined to one thread. */
final class WorkloadThread {

    /** A verb that stands more than once is asked for more often. */
    private static final List<Verb> ON_TEXT = List.of(
            GET,
            GET,
            GET,
            GET,
            GET,
            CONTAINS_KEY,
            PUT,
            PUT,
            PUT,
            PUT_IF_ABSENT,
            PUT_IF_ABSENT,
            REPLACE,
            REPLACE_IF_EQUAL,
            REPLACE_IF_EQUAL,
            REMOVE,
            REMOVE_IF_EQUAL,
            GET_AND_PUT,
            GET_AND_REPLACE,
            GET_AND_REMOVE,
            APPEND,
            APPEND);

    private static final List<Verb> ON_NUMBERS = List.of(GET, INCREMENT, INCREMENT, INCREMENT, INCREMENT);

    private static final int SHARE_OF_NUMBERS = 4;

    /** A refused operation returns at once; without a rest a dead server would be asked a million times. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Client cache;
    private final HistoryRecorder recorder;
    private final int keys;
    private final String process;
    private final Random random;
    private final Map<String, String> seen = new HashMap<>();
    private String key = "";
    private int written;

    WorkloadThread(Cache<String, String> cache, WorkloadSettings settings, int number, HistoryRecorder recorder) {
        this.cache = (verb, arguments) -> CacheCall.of(verb).call(cache, key, arguments);
        this.recorder = recorder;
        this.keys = settings.keys();
        this.process = settings.name() + number;
        this.random = new Random(settings.seed() * 31 + process.hashCode());
    }

    /** Does one operation. */
    void next() {
        int index = random.nextInt(keys);
        boolean number = index >= keys - keys / SHARE_OF_NUMBERS;
        key = (number ? "n" : "t") + index;
        List<Verb> verbs = number ? ON_NUMBERS : ON_TEXT;
        Verb verb = verbs.get(random.nextInt(verbs.size()));
        List<String> arguments = arguments(verb);
        Operation operation = recorder.record(process, key, verb, arguments, () -> cache.call(verb, arguments));
        if (operation.outcome() != Outcome.DONE) {
            LockSupport.parkNanos(REST_NANOS);
        }
        remember(operation);
    }

    private List<String> arguments(Verb verb) {
        String expected = seen.getOrDefault(key, "never written");
        return switch (verb) {
            case INCREMENT -> List.of("1");
            case REMOVE_IF_EQUAL -> List.of(expected);
            case REPLACE_IF_EQUAL -> List.of(expected, fresh());
            default -> verb.arguments() == 0 ? List.of() : List.of(fresh());
        };
    }

    private String fresh() {
        return process + "." + written++ + ";";
    }

    /** So that a comparison often succeeds. */
    private void remember(Operation operation) {
        String result = operation.result();
        switch (operation.verb()) {
            case GET, APPEND, INCREMENT -> {
                if (result != null) {
                    seen.put(key, result);
                }
            }
            case PUT, GET_AND_PUT -> seen.put(key, operation.arguments().get(0));
            default -> {}
        }
    }
}
