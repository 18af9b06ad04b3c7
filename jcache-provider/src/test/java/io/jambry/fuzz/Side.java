// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Observation.Mapping;
import io.jambry.fuzz.Setup.ListenerSpec;
import io.jambry.fuzz.Stage.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.management.ObjectName;

/** One cache with all that plays around it: performs operations and observes. */
final class Side implements AutoCloseable {

    private final Target target;
    private final String name;
    private final Setup setup;
    private final Allowances allowances;
    private final ExpiredDelivery delivery;
    private final Stage stage;
    private final Life life;
    private final Cache<String, String> cache;
    private final Player player;
    private final ObjectName statistics;
    private final Set<Mapping> untold = new LinkedHashSet<>();

    private Side(Target target, String name, Setup setup) {
        this.target = target;
        this.name = name;
        this.setup = setup;
        this.allowances = target.allowances();
        this.delivery = target.delivery();
        this.stage = new Stage(allowances);
        this.life = new Life(allowances);
        List<CacheEntryListenerConfiguration<String, String>> listeners = setup.listeners().stream()
                .map(spec -> ScriptedListener.configuration(stage, spec))
                .toList();
        this.cache = target.create(name, configuration(listeners));
        this.player = new Player(cache, stage, setup, listeners);
        this.statistics = Stats.nameOf(name);
    }

    static Side open(Target target, String name, Setup setup) {
        return new Side(target, name, setup);
    }

    private MutableConfiguration<String, String> configuration(
            List<CacheEntryListenerConfiguration<String, String>> listeners) {
        MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
        configuration.setTypes(String.class, String.class).setStatisticsEnabled(true);
        configuration.setExpiryPolicyFactory(expiry());
        if (setup.loader()) {
            configuration.setCacheLoaderFactory(() -> new ScriptedLoader(stage)).setReadThrough(setup.readThrough());
        }
        if (setup.writer()) {
            configuration.setCacheWriterFactory(() -> new ScriptedWriter(stage)).setWriteThrough(true);
        }
        configuration.addCacheEntryListenerConfiguration(ScriptedListener.witness(stage));
        for (int i = 0; i < listeners.size(); i++) {
            if (setup.listeners().get(i).initial()) {
                configuration.addCacheEntryListenerConfiguration(listeners.get(i));
            }
        }
        return configuration;
    }

    private Factory<? extends ExpiryPolicy> expiry() {
        Duration duration = setup.constant().duration();
        return switch (setup.policy()) {
            case ETERNAL -> EternalExpiryPolicy.factoryOf();
            case CREATED -> CreatedExpiryPolicy.factoryOf(duration);
            case MODIFIED -> ModifiedExpiryPolicy.factoryOf(duration);
            case ACCESSED -> AccessedExpiryPolicy.factoryOf(duration);
            case TOUCHED -> TouchedExpiryPolicy.factoryOf(duration);
            case SCRIPTED -> () -> new ScriptedExpiry(stage);
        };
    }

    /** The keys that there are; looking at them has no effect. */
    Set<String> present() {
        return Operation.KEYS.stream().filter(cache::containsKey).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Entries of which nothing tells whether they have expired, because they were cleared. */
    Set<Mapping> untold() {
        return untold;
    }

    /** The entries whose EXPIRED came without an operation since the last one. */
    Set<Mapping> late() {
        return life.follow(stage.takeHeard(), stage::violation);
    }

    Observation perform(Operation operation) {
        boolean last = operation.verb() == Verb.CLOSED;
        boolean looks = target.looksAround() && !last;
        stage.begin(operation);
        Set<String> before = looks ? present() : Set.of();
        boolean limits = operation.verb() == Verb.REMOVE_ALL && allowances.cover(Departure.REMOVE_ALL_DELETES_EXPIRED);
        if (limits) {
            stage.limitWriter(before);
        }
        Map<String, String> valuesBefore = values();
        Stats statsBefore = last ? new Stats(0, 0, 0, 0) : Stats.read(statistics);
        String outcome = player.play(operation);
        Stats stats = last ? statsBefore : Stats.read(statistics).since(statsBefore);
        Set<String> after = looks ? present() : Set.of();

        List<Heard> heard = stage.takeHeard();
        Set<Heard> dropped = drop(operation, heard);
        List<Heard> witnessed = heard.stream()
                .filter(event -> event.listener() == Heard.WITNESS)
                .toList();
        List<String> violations = new ArrayList<>(stage.takeViolations());
        Set<Mapping> expired = life.follow(witnessed, violations::add);
        if (operation.verb() == Verb.ITERATE) {
            dropped.forEach(event -> expired.add(new Mapping(event.key(), String.valueOf(event.oldValue()))));
        }
        Set<Mapping> expiring = new HashSet<>();
        if (operation.verb() == Verb.CLEAR) {
            values().forEach((key, value) -> {
                if (!before.contains(key)) {
                    untold.add(new Mapping(key, value));
                }
                if (delivery == ExpiredDelivery.SWEPT) {
                    life.endUnlessExpired(key);
                } else {
                    life.endSilently(key);
                }
            });
        } else if (looks) {
            expiring.addAll(expiring(before, after, valuesBefore, witnessed));
        }
        return new Observation(
                refused(operation, outcome),
                corrected(operation, outcome, stats, expiredEvents(witnessed), dropped.size(), before),
                events(heard),
                new TreeMap<>(stage.askedSoFar()),
                loaded(violations),
                stage.writtenSoFar().stream().sorted().toList(),
                expiring,
                expired,
                violations);
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (String key : Operation.KEYS) {
            String value = life.valueOf(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return values;
    }

    /** Takes back the events of removals that were none; answers those of the witness. */
    private Set<Heard> drop(Operation operation, List<Heard> heard) {
        Set<Heard> none = new HashSet<>();
        for (Heard event : heard) {
            if (event.type() == EventType.REMOVED && isNone(operation, event)) {
                none.add(event);
            }
        }
        heard.removeAll(none);
        none.removeIf(event -> event.listener() != Heard.WITNESS);
        if (operation.verb() == Verb.ITERATE) {
            none.forEach(event -> life.endSilently(event.key()));
        }
        return none;
    }

    private boolean isNone(Operation operation, Heard event) {
        if (operation.verb() == Verb.ITERATE) {
            return setup.accessExpires(operation) && allowances.excuse(Departure.ITERATOR_REMOVES_EXPIRED);
        }
        return stage.removedAbsentSoFar().contains(event.key())
                && allowances.excuse(Departure.PROCESSOR_REMOVES_ABSENT);
    }

    /** The entries that have expired in the operation itself: gone, and nobody removed them. */
    private static Set<Mapping> expiring(
            Set<String> before, Set<String> after, Map<String, String> valuesBefore, List<Heard> witnessed) {
        Map<String, String> last = new TreeMap<>(valuesBefore);
        last.keySet().retainAll(before);
        for (Heard event : witnessed) {
            switch (event.type()) {
                case CREATED, UPDATED -> last.put(event.key(), String.valueOf(event.value()));
                case REMOVED -> last.remove(event.key());
                case EXPIRED -> {
                    // of an entry that had expired before, or of one that is looked at now
                }
            }
        }
        last.keySet().removeAll(after);
        return last.entrySet().stream()
                .map(entry -> new Mapping(entry.getKey(), entry.getValue()))
                .collect(Collectors.toSet());
    }

    private Map<String, List<String>> events(List<Heard> heard) {
        Map<String, List<String>> events = new TreeMap<>();
        for (Heard event : heard) {
            if (event.type() != EventType.EXPIRED) {
                boolean old = event.listener() == Heard.WITNESS
                        || setup.listeners().stream()
                                .filter(spec -> spec.id() == event.listener())
                                .anyMatch(ListenerSpec::oldValue);
                events.computeIfAbsent(event.listener() + "/" + event.key(), key -> new ArrayList<>())
                        .add(event.text(old));
            }
        }
        return events;
    }

    /** The outcome as it is when the listeners that refused an event are heard. */
    private String refused(Operation operation, String outcome) {
        String known = outcome;
        if (operation.verb().writesMany()
                && operation.turn().writing() == Turn.Writing.FAIL_KNOWN
                && allowances.cover(Departure.WRITE_ALL_SWALLOWS)) {
            known = outcome.replace("CacheWriterException<ScriptedFailure(", "CacheWriterException(");
        }
        Set<Refusal> refusals = new HashSet<>(stage.refusalsSoFar());
        refusals.removeIf(refusal -> refusal.type() == EventType.REMOVED
                && (stage.removedAbsentSoFar().contains(refusal.key())
                        || operation.verb() == Verb.ITERATE && setup.accessExpires(operation)));
        if (refusals.isEmpty()) {
            return known;
        }
        String failure = operation.id() % 2 == 0
                ? "CacheEntryListenerException(scripted:listener)"
                : "CacheEntryListenerException<ScriptedFailure(scripted:listener)";
        return switch (operation.verb()) {
            case INVOKE_ALL -> refusedEach(known, refusals, "", "!EntryProcessorException<" + failure);
            case ITERATE -> refusedEach(known, refusals, "remove ", "!" + failure);
            case LOAD_ALL -> known.equals("completed") ? "failed " + failure : known;
            default -> known.startsWith("!") ? known : "!" + failure;
        };
    }

    private static String refusedEach(String outcome, Set<Refusal> refusals, String prefix, String failure) {
        if (outcome.startsWith("!")) {
            return outcome;
        }
        Map<String, String> results = ResultText.parse(outcome);
        refusals.forEach(refusal -> results.put(prefix + refusal.key(), failure));
        return results.toString();
    }

    /** How many entries that had expired before were found, told of before or not. */
    private static long expiredEvents(List<Heard> witnessed) {
        return witnessed.stream()
                .filter(event -> event.type() == EventType.EXPIRED)
                .count();
    }

    private Stats corrected(
            Operation operation, String outcome, Stats stats, long expired, long dropped, Set<String> before) {
        Stats right = stats.lessRemovals(dropped);
        if (operation.verb() == Verb.REMOVE_KEYS
                && expired > 0
                && allowances.excuse(Departure.REMOVE_ALL_COUNTS_EXPIRED)) {
            right = right.lessRemovals(expired);
        }
        if (operation.verb() == Verb.PUT_IF_ABSENT
                && outcome.equals("false")
                && !before.contains(operation.key())
                && allowances.excuse(Departure.PUT_IF_ABSENT_ZERO)) {
            right = right.missInsteadOfHit();
        }
        return right;
    }

    private List<String> loaded(List<String> violations) {
        List<String> loaded = stage.loadedSoFar();
        List<String> distinct = loaded.stream().distinct().sorted().toList();
        if (distinct.size() < loaded.size() && !allowances.excuse(Departure.PROCESSOR_LOADS_TWICE)) {
            violations.add("loaded more than once: " + loaded);
        }
        return distinct;
    }

    @Override
    public void close() {
        target.destroy(name);
    }
}
