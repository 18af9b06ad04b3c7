// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jambry.ConfigurationException;
import io.jambry.codec.AllowedClasses;
import io.jambry.codec.CodecKinds;
import io.jambry.codec.Rendering;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class JacksonCodecTest {

    private record Price(String article, long cents) {}

    record Tags(java.util.Set<String> tags) {}

    record Money(@JsonProperty("c") long cents) {}

    static class Base {
        String name = "a";
    }

    static class Derived extends Base {
        int more = 1;
    }

    static class Owner {
        Base base = new Base();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
    interface Shape {}

    record Circle(int radius) implements Shape {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class Classy {
        int number = 1;
    }

    static class Created {
        private final String text;

        @JsonCreator
        Created(@JsonProperty("text") String text) {
            this.text = text;
        }
    }

    static class Throwing {
        int number = 1;

        Throwing() {}

        Throwing(int number) {
            this.number = number;
        }
    }

    record Picky(int number) {
        Picky {
            if (number == 13) {
                throw new IllegalArgumentException("unlucky");
            }
        }
    }

    @Test
    void encode_declaredClass_isTheJsonOneExpects() throws IOException {
        assertThat(text(json(Price.class), new Price("ink", 150))).isEqualTo("{\"article\":\"ink\",\"cents\":150}");
        assertThat(text(json(CodecKinds.Customer.class), new CodecKinds.Customer("Ada", 36, List.of("a"))))
                .isEqualTo("{\"age\":36,\"name\":\"Ada\",\"tags\":[\"a\"]}");
    }

    @Test
    void encode_undeclaredClass_hasItsNameInFront() throws IOException {
        assertThat(text(json(Object.class), new Price("ink", 150)))
                .isEqualTo("[\"io.jambry.codec.jackson.JacksonCodecTest$Price\",{\"article\":\"ink\",\"cents\":150}]");
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1, 2L);
        map.put("~a", 3);
        assertThat(text(json(Map.class), map))
                .isEqualTo("[\"java.util.LinkedHashMap\",{\"~java.lang.Integer:1\":[\"java.lang.Long\",2],\"~~a\":3}]");
        assertThat(roundTrip(json(Map.class), map)).isEqualTo(map);
    }

    @Test
    void encode_subclassOfTheDeclared_isRefused() {
        assertThatThrownBy(() -> json(Base.class).encode(new Derived()))
                .isInstanceOf(IOException.class)
                .hasMessage("class " + Derived.class.getName() + " is not the declared class " + Base.class.getName()
                        + ", and values of a declared class carry no class name; declare Object or an interface as the"
                        + " type of the values, or annotate the declared class with @JsonTypeInfo");
        Owner owner = new Owner();
        owner.base = new Derived();
        assertThatThrownBy(() -> json(Owner.class).encode(owner))
                .isInstanceOf(IOException.class)
                .hasMessage("it would not come back as it was: class " + Derived.class.getName() + " becomes class "
                        + Base.class.getName() + ", in field 'base' of class " + Owner.class.getName()
                        + "; keep it out of the value, or use codec jdk");
    }

    @Test
    void encode_collectionThatMeansMore_isRefused() throws IOException {
        TreeSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.add("a");
        assertThatThrownBy(() -> json(Tags.class).encode(new Tags(set))).hasMessageContaining("the comparator of");
        assertThat(roundTrip(json(Tags.class), new Tags(new TreeSet<>(List.of("b", "a"))))
                        .toString())
                .isEqualTo("Tags[tags=[a, b]]");
        TreeMap<String, Integer> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.put("a", 1);
        assertThatThrownBy(() -> json(Object.class).encode(map)).hasMessageContaining("the comparator of");
    }

    @Test
    void encode_annotatedClasses_followTheAnnotations() throws IOException {
        assertThat(text(json(Money.class), new Money(5))).isEqualTo("{\"c\":5}");
        assertThat(roundTrip(json(Money.class), new Money(5))).isEqualTo(new Money(5));
        assertThat(((Created) roundTrip(json(Created.class), new Created("a"))).text)
                .isEqualTo("a");
        assertThat(text(json(Shape.class), new Circle(2))).contains("circle");
        assertThat(roundTrip(json(Shape.class), new Circle(2))).isEqualTo(new Circle(2));
        assertThatThrownBy(() -> json(Classy.class).encode(new Classy())).hasMessageContaining("use = NAME");
    }

    record Odd(java.net.URI uri, char[] chars, Character space, Map<CodecKinds.Colour, Long> byColour) {}

    @Test
    void encode_valuesAtTheEdge_comeBack() throws IOException {
        for (Codec codec : all(Odd.class)) {
            Odd odd = new Odd(java.net.URI.create(""), new char[] {' ', 0}, ' ', Map.of(CodecKinds.Colour.GREEN, 1L));
            assertThat(Rendering.of(roundTrip(codec, odd))).isEqualTo(Rendering.of(odd));
            Odd empty = new Odd(null, new char[0], '\0', Map.of());
            assertThat(Rendering.of(roundTrip(codec, empty))).isEqualTo(Rendering.of(empty));
        }
        for (Codec codec : all(Object.class)) {
            Object value =
                    new ArrayList<>(List.of(CodecKinds.Colour.GREEN, ' ', java.net.URI.create(""), new char[] {'a'}));
            assertThat(Rendering.of(roundTrip(codec, value))).isEqualTo(Rendering.of(value));
            Map<Object, Object> nullKey = new HashMap<>();
            nullKey.put(null, 1);
            assertThatThrownBy(() -> codec.encode(nullKey)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void encode_objectsOfExactClasses_areNotReadBack() throws IOException {
        // reading calls the constructor once more, so that the number would grow at each
        Counted.made = 0;
        Codec codec = json(Counted.class);
        codec.encode(new Counted());
        assertThat(Counted.made).isEqualTo(1);
        Codec doubtful = json(CountedOptional.class);
        doubtful.encode(new CountedOptional());
        assertThat(Counted.made).isEqualTo(3);
    }

    static class Counted {
        static int made;
        List<Price> prices = List.of(new Price("a", 1));
        java.math.BigDecimal sum = java.math.BigDecimal.ONE;
        Object any = new HashMap<>(Map.of(1L, List.of(java.time.Instant.EPOCH)));

        Counted() {
            made++;
        }
    }

    static class CountedOptional {
        java.util.Optional<String> text = java.util.Optional.of("a");

        CountedOptional() {
            Counted.made++;
        }
    }

    @Test
    void encode_streamToListWithNull_comesBack() throws IOException {
        List<Integer> list = Stream.of(1, null, 3).toList();
        assertThat(roundTrip(json(Object.class), list)).isEqualTo(list).hasSameClassAs(list);
    }

    @Test
    void encode_numberOfTooManyDigits_isRefused() {
        for (Codec codec : all(Object.class)) {
            Object value = new ArrayList<>(List.of(java.math.BigInteger.TWO.pow(400_000)));
            assertThatThrownBy(() -> codec.encode(value)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void decode_constructorThatThrows_keepsTheCause() {
        assertThatThrownBy(() -> decode(json(Picky.class), "{\"number\":13}"))
                .isInstanceOf(IOException.class)
                .hasMessage("reading it threw java.lang.IllegalArgumentException")
                .hasRootCauseMessage("unlucky");
    }

    @Test
    void decode_whatDoesNotFit_namesClassAndFieldAlone() {
        assertThatThrownBy(() -> decode(json(Price.class), "{\"article\":\"secret\",\"cents\":\"secret\"}"))
                .isInstanceOf(IOException.class)
                .hasMessage("it does not fit class long, in field 'cents' of class " + Price.class.getName()
                        + " (MismatchedInputException)")
                .hasNoCause();
        assertThatThrownBy(() -> decode(json(Price.class), "{\"cents\":1.5}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> decode(json(Price.class), "null")).hasMessageContaining("it is nothing");
        assertThatThrownBy(() -> decode(json(Price.class), "{} {}")).isInstanceOf(IOException.class);
    }

    @Test
    void decode_namedClassOfAnotherKind_isRefused() {
        for (String name : List.of(
                "java.lang.Runtime",
                "java.net.URL",
                "java.lang.Class",
                "java.io.File",
                "javax.management.BadAttributeValueExpException",
                "java.util.HashMap<java.net.URL,java.net.URL>",
                "java.util.EnumSet:java.net.URL",
                "[Ljava.net.URL;",
                "no.such.Type",
                "a b")) {
            assertThatThrownBy(() -> decode(json(Object.class), "[\"" + name + "\",\"http://a\"]"))
                    .as(name)
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> decode(json(Object.class), "[\"java.util.HashMap\",{\"~" + name + ":1\":1}]"))
                    .as(name)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> decode(json(Map.class), "[\"java.util.ArrayList\",[1]]"))
                .hasMessage("it is of class java.util.ArrayList, not of the declared java.util.Map");
    }

    @Test
    void codec_ofAnotherMapper_keepsItsSettingsAndReadsBack() throws IOException {
        JsonMapper snake = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .build();
        Codec codec = new JsonCodec(context(Price.class), () -> snake);
        assertThat(text(codec, new Price("ink", 1))).isEqualTo("{\"Article\":\"ink\",\"Cents\":1}");
        assertThat(roundTrip(codec, new Price("ink", 1))).isEqualTo(new Price("ink", 1));
        Codec any = new JsonCodec(context(Object.class), () -> snake);
        assertThat(roundTrip(any, new HashMap<>(Map.of(1, 2L)))).isEqualTo(Map.of(1, 2L));
        assertThatThrownBy(() -> any.encode(new CodecKinds.Vault("a", 1))).isInstanceOf(IOException.class);
    }

    @Test
    void codec_withoutItsLibrary_namesWhatToAdd() throws Exception {
        assertMissing("tools.jackson.", JsonCodec.class, "tools.jackson.core:jackson-databind");
        assertMissing("tools.jackson.dataformat.cbor.", CborCodec.class, "jackson-dataformat-cbor");
        assertMissing("tools.jackson.dataformat.smile.", SmileCodec.class, "jackson-dataformat-smile");
        assertMissing("tools.jackson.dataformat.yaml.", YamlCodec.class, "jackson-dataformat-yaml");
    }

    private static void assertMissing(String prefix, Class<?> codec, String coordinate) throws Exception {
        try (WithoutPackage loader = new WithoutPackage(prefix)) {
            Class<?> type = loader.loadClass(codec.getName());
            assertThatThrownBy(() -> type.getConstructor(CodecContext.class).newInstance(context(Object.class)))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(coordinate);
        }
    }

    /** Loads the codecs anew, where a part of Jackson is missing. */
    private static final class WithoutPackage extends URLClassLoader {

        private final String prefix;

        WithoutPackage(String prefix) {
            super(
                    new URL[] {
                        JsonCodec.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    JacksonCodecTest.class.getClassLoader());
            this.prefix = prefix;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(prefix)) {
                throw new ClassNotFoundException(name);
            }
            if (name.startsWith("io.jambry.codec.jackson.")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
            return super.loadClass(name, resolve);
        }
    }

    private static List<Codec> all(Class<?> declared) {
        CodecContext context = context(declared);
        return List.of(new JsonCodec(context), new CborCodec(context), new SmileCodec(context), new YamlCodec(context));
    }

    private static Codec json(Class<?> declared) {
        return new JsonCodec(context(declared));
    }

    private static CodecContext context(Class<?> declared) {
        return new CodecContext(
                "prices",
                String.class,
                declared,
                JacksonCodecTest.class.getClassLoader(),
                new AllowedClasses(List.of(declared), "", "prices"),
                1 << 20);
    }

    private static String text(Codec codec, Object value) throws IOException {
        return new String(codec.encode(value), UTF_8);
    }

    private static Object decode(Codec codec, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        return codec.decode(bytes, 0, bytes.length);
    }

    private static Object roundTrip(Codec codec, Object value) throws IOException {
        byte[] bytes = codec.encode(value);
        byte[] inside = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, inside, 3, bytes.length);
        return codec.decode(inside, 3, bytes.length);
    }
}
