// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.codec.CodecKinds.Order;
import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may write to the server may write anything. It is refused, or a value of the declared type; it takes less than 100 ms
 * and 50 MB, and no code runs but that of allowed classes.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileValuesTest {

    private static final ClassLoader LOADER = HostileValuesTest.class.getClassLoader();
    private static final String MARKER = "io.jambry.codec.hostile.marker";

    /** Tells whenever anything of it runs. */
    private static final String GADGET = """
        package foreign.lib;
        public class Gadget implements java.io.Serializable, Comparable<Object>, java.util.Comparator<Object> {
            private static final long serialVersionUID = 1L;
            static { tell("static"); }
            public int number = 1;
            public Gadget() { tell("constructor"); }
            static void tell(String what) { System.setProperty("io.jambry.codec.hostile.marker", what); }
            private void readObject(java.io.ObjectInputStream in) throws Exception { tell("readObject"); }
            private Object readResolve() { tell("readResolve"); return this; }
            public void setNumber(int number) { tell("setter"); }
            @Override public int compareTo(Object other) { tell("compareTo"); return 1; }
            @Override public int compare(Object a, Object b) { tell("compare"); return a.hashCode() - b.hashCode(); }
            @Override public int hashCode() { tell("hashCode"); return 1; }
            @Override public boolean equals(Object other) { tell("equals"); return this == other; }
            @Override public String toString() { tell("toString"); return ""; }
        }
        """;

    private final List<String> failures = new ArrayList<>();

    @Test
    void hostileValues_areRefusedOrReadAtSmallCost() {
        for (Class<?> declared : List.of(Object.class, Order.class, BigInteger.class)) {
            ValueCodec cache = Victims.cache(declared, LOADER);
            HostileValues.all().forEach((name, value) -> attack(cache, declared, name, value.get()));
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void streamsOfTheJdk_areRefused() throws Exception {
        ValueCodec cache = Victims.cache(Object.class, LOADER);
        for (Map.Entry<String, byte[]> stream : HostileStreams.refused().entrySet()) {
            for (String codec : List.of("jdk", "kryo")) {
                String name = codec + ": " + stream.getKey();
                Object outcome = attack(cache, Object.class, name, HostileStreams.valueOf(codec, stream.getValue()));
                if (!(outcome instanceof DecodingException)) {
                    failures.add(name + " is read as " + outcome.getClass());
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void oddStreamsOfTheJdk_costLittle() throws IOException {
        ValueCodec cache = Victims.cache(Object.class, LOADER);
        for (Map.Entry<String, byte[]> stream : HostileStreams.harmless().entrySet()) {
            for (String codec : List.of("jdk", "kryo")) {
                String name = codec + ": " + stream.getKey();
                attack(cache, Object.class, name, HostileStreams.valueOf(codec, stream.getValue()));
            }
        }
        assertThat(failures).isEmpty();
    }

    /** What shares its members unfolds to more than anybody can hash; each level is allowed by its depth. */
    @Test
    void collectionsThatShareMembers_areRefusedSoon() throws IOException {
        ValueCodec cache = Victims.cache(Object.class, LOADER);
        for (int width : new int[] {2, 3, 10, 100}) {
            for (Map.Entry<String, Object> shared :
                    HostileStreams.shared(width, 11).entrySet()) {
                for (String codec : List.of("jdk", "kryo")) {
                    String name = codec + ": " + shared.getKey() + " of " + width;
                    attack(
                            cache,
                            Object.class,
                            name,
                            HostileStreams.valueOf(codec, HostileStreams.of(shared.getValue())));
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    /** The same written by Kryo itself, where no limit keeps it from that. */
    @Test
    void collectionsThatShareMembers_areNotWritten() {
        for (String codec : List.of("jdk", "kryo")) {
            for (Map.Entry<String, Object> shared : HostileStreams.shared(10, 8).entrySet()) {
                assertThatThrownBy(
                                () -> Victims.named(codec).of(Object.class, "").encode(shared.getValue()))
                        .as(codec + ": " + shared.getKey())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("share their members");
            }
        }
    }

    @Test
    void collectionsThatShareMembersAsPeopleDo_areFine() throws IOException {
        List<Object> row = new ArrayList<>(List.of(1, 2, 3));
        Object rows = new ArrayList<>(Collections.nCopies(100_000, row));
        Object table = new HashMap<>(Map.of("a", rows, "b", rows, "c", new ArrayList<>(List.of(rows, rows))));
        for (String codec : List.of("jdk", "kryo")) {
            Codec tested = Victims.named(codec).of(Object.class, "");
            byte[] bytes = tested.encode(table);
            assertThat(tested.decode(bytes, 0, bytes.length)).as(codec).isEqualTo(table);
        }
    }

    @Test
    void foreignClass_inEveryPlaceAndCodec_isRefusedAndRunsNothing(@TempDir Path directory) throws Exception {
        try (URLClassLoader jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", GADGET));
                URLClassLoader reading = new URLClassLoader(jar.getURLs(), LOADER)) {
            ValueCodec cache = Victims.cache(Object.class, reading);
            int attacks = 0;
            for (EveryCodec codec : EveryCodec.ALL) {
                Codec writer = codec.of(Object.class, "*", jar, 1 << 20);
                for (Map.Entry<String, Object> place : places(jar).entrySet()) {
                    byte[] payload;
                    try {
                        payload = writer.encode(place.getValue());
                    } catch (IOException e) {
                        continue;
                    }
                    attacks++;
                    System.clearProperty(MARKER);
                    String name = codec + ": " + place.getKey();
                    Object outcome = attack(
                            cache,
                            Object.class,
                            name,
                            ValueHeader.plain(writer.id()).before(payload));
                    if (!(outcome instanceof DecodingException)) {
                        failures.add(name + " is read as " + outcome.getClass());
                    }
                    if (System.getProperty(MARKER) != null) {
                        failures.add(name + " runs its " + System.getProperty(MARKER));
                    }
                }
            }
            assertThat(failures).isEmpty();
            assertThat(attacks).isGreaterThan(30);
        } finally {
            System.clearProperty(MARKER);
        }
    }

    private static Map<String, Object> places(ClassLoader jar) throws ReflectiveOperationException {
        Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
        @SuppressWarnings("unchecked") // compares anything
        Comparator<Object> comparator = (Comparator<Object>) gadget;
        Map<String, Object> places = new LinkedHashMap<>();
        places.put("alone", gadget);
        places.put("in a list", new ArrayList<>(List.of(gadget)));
        places.put("in a set", new HashSet<>(Set.of(gadget)));
        places.put("as a key", new HashMap<>(Map.of(gadget, 1)));
        places.put("as a value", new HashMap<>(Map.of("a", gadget)));
        places.put("in an array", new Object[] {gadget});
        places.put("in an immutable set", Set.of(gadget));
        TreeMap<Object, Object> map = new TreeMap<>(comparator);
        map.put("a", 1);
        places.put("as the comparator of a map", map);
        TreeSet<Object> set = new TreeSet<>(comparator);
        set.add("a");
        places.put("as the comparator of a set", set);
        places.put("in a sorted set", new TreeSet<>(Set.of(gadget)));
        PriorityQueue<Object> queue = new PriorityQueue<>(comparator);
        queue.addAll(List.of("a", "b", "c"));
        places.put("as the comparator of a queue", queue);
        places.put("in a queue", new PriorityQueue<>(Arrays.asList(gadget, gadget)));
        places.put("in an exception", new IOException("a", new CodecKinds.OrderException("b", 1)) {
            private final Object inside = gadget;
        });
        places.put("in a record", new CodecKinds.Box(gadget));
        return places;
    }

    /** What an attack led to; what it may not lead to is noted, so that one failure hides no other. */
    private Object attack(ValueCodec cache, Class<?> declared, String name, byte[] value) {
        try {
            return Victims.attack(cache, declared, value);
        } catch (AssertionError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            failures.add(name + ", declared " + declared.getSimpleName() + ": "
                    + e.toString().replaceAll("\\s+", " "));
            return new DecodingException(name, e);
        }
    }
}
