// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reading from a JCache provider on the heap, by value: text, and an object that has to be copied. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public abstract class HeapOperations implements Contender {

    private CacheManager manager;
    private Cache<String, String> texts;
    private Cache<String, Person> people;
    private Cache<String, Order> orders;

    /** Opens the provider's manager. */
    abstract CacheManager open();

    /** Does what is to be done once before reading. */
    void warm(CacheManager opened) {
        // nothing
    }

    /** A mutable object that takes about a kilobyte. */
    public static final class Order implements Serializable {

        private static final long serialVersionUID = 1L;
        private static final int LINES = 12;

        private String customer;
        private long total;
        private final List<String> lines;
        private final int[] amounts;

        Order(String customer) {
            this.customer = customer;
            this.lines = new ArrayList<>();
            this.amounts = new int[LINES];
            for (int i = 0; i < LINES; i++) {
                lines.add(customer + ": a line of this order, with some words about what was ordered, " + i);
                amounts[i] = i;
                total += i;
            }
        }

        Order(Order other) {
            customer = other.customer;
            total = other.total;
            lines = new ArrayList<>(other.lines);
            amounts = other.amounts.clone();
        }

        @Override
        public String toString() {
            return customer + ": " + total + " for " + lines.size() + " lines, " + amounts.length + " amounts";
        }
    }

    /** An ordinary mutable object. */
    public static final class Person implements Serializable {

        private static final long serialVersionUID = 1L;

        private final String name;
        private final int age;
        private final String[] streets;

        Person(String name, int age, String... streets) {
            this.name = name;
            this.age = age;
            this.streets = streets;
        }

        @Override
        public String toString() {
            return name + " (" + age + "), " + streets.length + " streets";
        }
    }

    @Setup
    @Override
    public void prepare() {
        manager = open();
        texts = manager.createCache(
                "texts", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
        people = manager.createCache(
                "people", new MutableConfiguration<String, Person>().setTypes(String.class, Person.class));
        orders = manager.createCache(
                "orders", new MutableConfiguration<String, Order>().setTypes(String.class, Order.class));
        for (String name : Workload.NAMES) {
            orders.put(name, new Order(name));
            texts.put(name, Workload.VALUE);
            people.put(name, new Person(name, name.length(), "Long Lane", "Short Street"));
        }
        warm(manager);
    }

    @TearDown
    @Override
    public void close() {
        manager.getCachingProvider().close();
    }

    @Benchmark
    public Object getText(Cursor cursor) {
        return texts.get(Workload.NAMES.get(cursor.next()));
    }

    @Override
    public Operation operation(String name) {
        return switch (name) {
            case "getText" -> this::getText;
            case "getObject" -> this::getObject;
            case "getOrder" -> this::getOrder;
            default -> throw Contender.unknown(this, name);
        };
    }

    @Benchmark
    public Object getObject(Cursor cursor) {
        return people.get(Workload.NAMES.get(cursor.next()));
    }

    @Benchmark
    public Object getOrder(Cursor cursor) {
        return orders.get(Workload.NAMES.get(cursor.next()));
    }
}
