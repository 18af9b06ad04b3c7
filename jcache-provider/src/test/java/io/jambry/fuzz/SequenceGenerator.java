// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Setup.ListenerSpec;
import io.jambry.fuzz.Setup.Policy;
import io.jambry.fuzz.Step.Action;
import io.jambry.fuzz.Turn.Loading;
import io.jambry.fuzz.Turn.Writing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.cache.event.EventType;

/** Makes a sequence out of a seed: the same one every time. */
final class SequenceGenerator {

    private static final int SEGMENTS = 4;
    private static final int OPERATIONS = 12;
    private static final int LISTENERS = 3;

    private final long seed;
    private final Random random;
    private final Setup setup;
    private final boolean failing;
    private final Map<String, String> lastWritten = new HashMap<>();
    private int nextId;

    private SequenceGenerator(long seed) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.setup = setup();
        this.failing = chance(60);
    }

    static Sequence generate(long seed) {
        return new SequenceGenerator(seed).sequence();
    }

    private Sequence sequence() {
        List<List<Operation>> segments = new ArrayList<>();
        for (int i = 0; i < SEGMENTS; i++) {
            List<Operation> segment = new ArrayList<>();
            for (int j = 0; j < OPERATIONS; j++) {
                segment.add(operation());
            }
            segments.add(segment);
        }
        // looks at all keys, so that what has expired unseen is told
        segments.add(List.of(
                new Operation(nextId++, Verb.GET_ALL, Operation.KEYS, List.of(), List.of(), false, 0, Turn.CALM),
                new Operation(nextId++, Verb.CLOSED, List.of("k0"), List.of("v"), List.of(), false, 0, Turn.CALM)));
        return new Sequence(seed, setup, segments);
    }

    private Setup setup() {
        Policy policy = chance(50) ? Policy.SCRIPTED : pick(Arrays.asList(Policy.values()));
        Answer constant = pick(List.of(Answer.SHORT, Answer.SHORT, Answer.LONG, Answer.ETERNAL, Answer.ZERO));
        boolean loader = chance(60);
        List<ListenerSpec> listeners = new ArrayList<>();
        for (int i = 0; i < LISTENERS; i++) {
            Set<EventType> types = EnumSet.of(pick(List.of(EventType.CREATED, EventType.UPDATED, EventType.REMOVED)));
            if (chance(50)) {
                types.add(EventType.CREATED);
                types.add(EventType.REMOVED);
            }
            listeners.add(new ListenerSpec(i, types, chance(50), chance(40), chance(40)));
        }
        return new Setup(policy, constant, loader, loader && chance(70), chance(50), List.copyOf(listeners));
    }

    private Operation operation() {
        int id = nextId++;
        Verb verb = verb();
        List<String> keys = switch (verb) {
            case GET_ALL, PUT_ALL, REMOVE_KEYS, INVOKE_ALL, LOAD_ALL, ITERATE -> someKeys();
            default -> List.of(pick(Operation.KEYS));
        };
        List<String> values = values(id, verb, keys);
        List<Step> steps = verb == Verb.INVOKE || verb == Verb.INVOKE_ALL ? steps(id) : List.of();
        return new Operation(id, verb, keys, values, steps, chance(50), random.nextInt(1000), turn());
    }

    private Verb verb() {
        int sum = Arrays.stream(Verb.values()).mapToInt(verb -> verb.weight).sum();
        int number = random.nextInt(sum);
        for (Verb verb : Verb.values()) {
            number -= verb.weight;
            if (number < 0) {
                return verb;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    private List<String> values(int id, Verb verb, List<String> keys) {
        String fresh = "v" + id;
        return switch (verb) {
            case PUT, GET_AND_PUT, PUT_IF_ABSENT, REPLACE, GET_AND_REPLACE -> List.of(written(keys.get(0), fresh));
            case REPLACE_EXACTLY -> {
                String expected = expected(keys.get(0));
                yield List.of(expected, written(keys.get(0), fresh));
            }
            case REMOVE_EXACTLY -> List.of(expected(keys.get(0)));
            case PUT_ALL -> keys.stream().map(key -> written(key, fresh + key)).toList();
            default -> List.of();
        };
    }

    private String written(String key, String value) {
        lastWritten.put(key, value);
        return value;
    }

    private String expected(String key) {
        String last = lastWritten.get(key);
        return last == null || chance(30) ? "other" : last;
    }

    private List<Step> steps(int id) {
        List<Step> steps = new ArrayList<>();
        int length = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            Action action = pick(List.of(
                    Action.EXISTS,
                    Action.GET,
                    Action.GET,
                    Action.GET,
                    Action.SET,
                    Action.SET,
                    Action.REMOVE,
                    Action.REMOVE));
            boolean again = action == Action.REMOVE
                    && steps.stream().anyMatch(step -> step.action() == Action.REMOVE)
                    && last(steps).action() != Action.SET;
            steps.add(new Step(again ? Action.EXISTS : action, "p" + id + "." + i));
        }
        if (failing && chance(12)) {
            steps.add(new Step(pick(List.of(Action.FAIL, Action.FAIL_KNOWN, Action.FAIL_PROCESSOR)), "p" + id));
        }
        return List.copyOf(steps);
    }

    private static Step last(List<Step> steps) {
        return steps.get(steps.size() - 1);
    }

    private Turn turn() {
        return new Turn(
                pick(List.of(
                        Answer.NULL,
                        Answer.ZERO,
                        Answer.SHORT,
                        Answer.SHORT,
                        Answer.LONG,
                        Answer.LONG,
                        Answer.ETERNAL,
                        failing ? Answer.THROWS : Answer.LONG)),
                pick(List.of(
                        Answer.NULL,
                        Answer.NULL,
                        Answer.ZERO,
                        Answer.SHORT,
                        Answer.LONG,
                        Answer.LONG,
                        Answer.ETERNAL,
                        failing ? Answer.THROWS : Answer.LONG)),
                pick(List.of(
                        Answer.NULL,
                        Answer.NULL,
                        Answer.ZERO,
                        Answer.SHORT,
                        Answer.LONG,
                        Answer.LONG,
                        Answer.ETERNAL,
                        failing ? Answer.THROWS : Answer.LONG)),
                failing && chance(30)
                        ? pick(List.of(Loading.FAIL, Loading.FAIL_KNOWN))
                        : pick(List.of(Loading.VALUE, Loading.VALUE, Loading.SOME, Loading.NOTHING)),
                failing && chance(30) ? pick(Arrays.asList(Writing.values())) : Writing.ALL,
                failing && chance(10),
                failing && chance(7));
    }

    private List<String> someKeys() {
        List<String> keys = new ArrayList<>(Operation.KEYS);
        Collections.shuffle(keys, random);
        return List.copyOf(keys.subList(0, random.nextInt(keys.size() + 1)));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
