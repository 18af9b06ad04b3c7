// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The classes of the values that codecs are tried with. Stored samples name some of them: those do not change. */
public final class CodecKinds {

    public enum Level {
        LOW,
        HIGH {
            @Override
            int weight() {
                return 2;
            }
        };

        int weight() {
            return 1;
        }
    }

    public record Line(String article, int count, BigDecimal price) implements Serializable {}

    public record Order(String id, Level level, Instant placed, List<Line> lines, Map<String, Long> totals)
            implements Serializable {}

    public record Holder(Optional<String> some, Optional<Integer> none) {}

    /** A record that holds anything. */
    public record Box(Object content) implements Serializable {}

    /** Private fields, no constructor without parameters, not serializable. */
    public static final class Closed {
        private final int number;
        private final String text;
        private final double[] weights;

        public Closed(int number, String text, double... weights) {
            this.number = number;
            this.text = text;
            this.weights = weights;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Closed that
                    && that.number == number
                    && that.text.equals(text)
                    && Arrays.equals(that.weights, weights);
        }

        @Override
        public int hashCode() {
            return Objects.hash(number, text);
        }
    }

    /** An ordinary bean. */
    public static class Bean implements Serializable {
        private static final long serialVersionUID = 1L;
        private int id;
        private String name;
        private Long size;

        public int getId() {
            return id;
        }

        public void setId(int id) {
            this.id = id;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public Long getSize() {
            return size;
        }

        public void setSize(Long size) {
            this.size = size;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean that
                    && that.getClass() == getClass()
                    && that.id == id
                    && Objects.equals(that.name, name)
                    && Objects.equals(that.size, size);
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    /** A bean whose superclass has a private field of the same name. */
    public static final class Heir extends Bean {
        private static final long serialVersionUID = 1L;
        String name;

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof Heir that && Objects.equals(that.name, name);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    public static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name;
        public Node next;
    }

    /** One instance, like NullValue of Spring. */
    public static final class Nothing implements Serializable {
        private static final long serialVersionUID = 1L;
        public static final Nothing INSTANCE = new Nothing();

        private Nothing() {}

        private Object readResolve() {
            return INSTANCE;
        }
    }

    /** A transient hash that is made again on reading, like SimpleKey of Spring and the keys of Hibernate. */
    public static final class HashedKey implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object[] parts;
        private transient int hash;

        public HashedKey(Object... parts) {
            this.parts = parts;
            this.hash = Arrays.hashCode(parts);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            hash = Arrays.hashCode(parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HashedKey that && Arrays.equals(that.parts, parts) && that.hash == hash;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A list with a field of its own. */
    public static final class TitledList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        public String title;

        @Override
        public boolean equals(Object other) {
            return other instanceof TitledList that && super.equals(that) && Objects.equals(title, that.title);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    /** An object inside another one, which it needs. */
    public final class Inner {
        public int number = 1;

        CodecKinds outer() {
            return CodecKinds.this;
        }
    }

    public enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "the green one";
            }
        }
    }

    public sealed interface Shape extends Serializable permits Circle, Square {}

    public record Circle(int radius) implements Shape {}

    /** The one of them that is no record. */
    public static final class Square implements Shape {
        private static final long serialVersionUID = 1L;
        private int side;

        public Square() {}

        public Square(int side) {
            this.side = side;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Square that && that.side == side;
        }

        @Override
        public int hashCode() {
            return side;
        }
    }

    public record Pair(Object left, Object right) implements Serializable {}

    public record Tree(String name, List<Tree> children) implements Serializable {}

    public record Members(Object any, Comparable<?> comparable, Number number, Set<Integer> set, Map<Integer, Long> map)
            implements Serializable {}

    public record Doubles(double d, Double e, float f, float[] g, double[] h) implements Serializable {}

    public record Zoo(Animal first, Animal second) implements Serializable {}

    public static class Animal implements Serializable {
        private static final long serialVersionUID = 1L;
        protected String name = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Animal that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        static <A extends Animal> A named(A animal, String name) {
            animal.name = name;
            return animal;
        }
    }

    public static class Dog extends Animal {
        private static final long serialVersionUID = 1L;
        int barks = 3;
    }

    /** With fields, getters and setters, as people write them, and a getter without a field. */
    public static class Customer implements Serializable {
        private static final long serialVersionUID = 1L;
        private String name;
        private int age;
        private List<String> tags = new ArrayList<>();

        public Customer() {}

        public Customer(String name, int age, List<String> tags) {
            this.name = name;
            this.age = age;
            this.tags = tags;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getAge() {
            return age;
        }

        public void setAge(int age) {
            this.age = age;
        }

        public List<String> getTags() {
            return tags;
        }

        public void setTags(List<String> tags) {
            this.tags = tags;
        }

        public String getGreeting() {
            return "Dear " + name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Customer that && age == that.age && Objects.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return age;
        }
    }

    /** Fields that only its constructor sets. */
    public static final class Vault implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String secret;
        private final int number;

        public Vault(String secret, int number) {
            this.secret = secret;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Vault that && secret.equals(that.secret) && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /** A final field that a constructor without arguments sets otherwise. */
    public static final class HalfFinal implements Serializable {
        private static final long serialVersionUID = 1L;
        private final int number;

        public HalfFinal() {
            this(7);
        }

        public HalfFinal(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HalfFinal that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /** What a method threw that a cache remembers, with more to tell than a message. */
    public static final class OrderException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int order;

        public OrderException(String message, int order) {
            super(message);
            this.order = order;
        }

        public int order() {
            return order;
        }
    }

    /** Answers for a dynamic proxy. */
    public record Handler(String answer) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return answer;
        }
    }

    /** What a dynamic proxy stands for. */
    public interface Answering {
        String answer();
    }

    private CodecKinds() {}

    public static Order order() {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("net", 4_711L);
        totals.put("gross", 5_605L);
        return new Order(
                "2026-11-28/17",
                Level.HIGH,
                Instant.parse("2026-11-28T09:00:00.123Z"),
                List.of(
                        new Line("bolt", 100, new BigDecimal("0.05")),
                        new Line("nut", 100, new BigDecimal("0.040")),
                        new Line("Schl\u00fcssel", 1, new BigDecimal("12.50"))),
                totals);
    }

    /** A chain of nodes. */
    public static Node chain(int length) {
        Node chain = null;
        for (int i = 0; i < length; i++) {
            Node link = new Node();
            link.next = chain;
            chain = link;
        }
        return chain;
    }

    static Object inner() {
        return new CodecKinds().new Inner();
    }
}
