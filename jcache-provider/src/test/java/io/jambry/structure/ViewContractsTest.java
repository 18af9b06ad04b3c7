// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.IteratorFeature;
import com.google.common.collect.testing.ListIteratorTester;
import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import com.google.common.collect.testing.testers.CollectionIteratorTester;
import com.google.common.collect.testing.testers.ListListIteratorTester;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views are what their interfaces say. */
class ViewContractsTest {

    private static Shelf shelf;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private static Stream<DynamicNode> tests(TestSuite suite) {
        return Collections.list(suite.tests()).stream()
                .map(test -> test instanceof TestSuite inner
                        ? dynamicContainer(inner.getName(), tests(inner))
                        : dynamicTest(((TestCase) test).getName(), ((TestCase) test)::runBare));
    }

    /** The test of all ways to use an iterator in five steps, which takes hundreds of collections. */
    private static Method steps(String order) {
        try {
            return CollectionIteratorTester.class.getMethod("testIterator_" + order + "RemoveSupported");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    Stream<DynamicNode> map_view_isAConcurrentMap() {
        return tests(ConcurrentMapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                        return filled(
                                shelf.structures()
                                        .map(name(), String.class, String.class)
                                        .view(),
                                entries);
                    }
                })
                .named("map")
                .withFeatures(
                        MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE, CollectionSize.ANY)
                .createTestSuite());
    }

    /** Walks like that of a map, so one size less will do. */
    @TestFactory
    Stream<DynamicNode> sortedSet_view_isAConcurrentMap() {
        return tests(ConcurrentMapTestSuiteBuilder.using(new ScoresGenerator())
                .named("scores")
                .withFeatures(
                        MapFeature.GENERAL_PURPOSE,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionSize.ZERO,
                        CollectionSize.SEVERAL)
                // the same walk as that of the map
                .suppressing(steps("unknownOrder"))
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicNode> set_view_isASet() {
        return tests(SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(String[] elements) {
                        Set<String> view =
                                shelf.structures().set(name(), String.class).view();
                        view.addAll(List.of(elements));
                        return view;
                    }
                })
                .named("set")
                .withFeatures(CollectionFeature.GENERAL_PURPOSE, CollectionSize.ANY)
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicNode> list_view_isAList() {
        return tests(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(String[] elements) {
                        List<String> view =
                                shelf.structures().list(name(), String.class).view();
                        view.addAll(List.of(elements));
                        return view;
                    }
                })
                .named("list")
                .withFeatures(ListFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER, CollectionSize.ANY)
                // the two below
                .suppressing(ListListIteratorTester.getListIteratorFullyModifiableMethod(), steps("knownOrder"))
                .createTestSuite());
    }

    /** The suite goes four steps, which are thousands of lists, and does so for each size: see the next one. */
    @ParameterizedTest
    @ValueSource(ints = 3)
    void list_iterator_anyThreeSteps_areAsInAList(int size) {
        new ListSteps(3, size).test();
    }

    @Tag("faults")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void list_iterator_anyFourSteps_areAsInAList(int size) {
        new ListSteps(4, size).test();
    }

    /** All ways to use an iterator in so many steps, beside that of a list in memory. */
    private static final class ListSteps extends ListIteratorTester<String> {

        private final List<String> elements;
        private final RedisList<String> list = shelf.structures().list(name(), String.class);

        ListSteps(int steps, int size) {
            this(steps, List.of("a", "b", "c").subList(0, size));
        }

        private ListSteps(int steps, List<String> elements) {
            super(steps, Set.of("added"), IteratorFeature.MODIFIABLE, elements, 0);
            this.elements = elements;
        }

        @Override
        protected ListIterator<String> newTargetIterator() {
            list.delete().call();
            list.view().addAll(elements);
            return list.view().listIterator();
        }

        @Override
        protected void verify(List<String> expected) {
            assertThat(list.view()).isEqualTo(expected);
        }
    }

    @TestFactory
    Stream<DynamicNode> deque_view_isAQueue() {
        return tests(QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] elements) {
                        Queue<String> view =
                                shelf.structures().deque(name(), String.class).view();
                        view.addAll(List.of(elements));
                        return view;
                    }
                })
                .named("deque")
                .withFeatures(CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER, CollectionSize.ANY)
                .createTestSuite());
    }

    private static <K, V> Map<K, V> filled(Map<K, V> view, Map.Entry<K, V>[] entries) {
        Map<K, V> all = new LinkedHashMap<>();
        for (Map.Entry<K, V> entry : entries) {
            all.put(entry.getKey(), entry.getValue());
        }
        view.putAll(all);
        return view;
    }

    /** Scores by element. */
    private static final class ScoresGenerator implements TestMapGenerator<String, Double> {

        @Override
        public Map<String, Double> create(Object... entries) {
            Map<String, Double> view =
                    shelf.structures().sortedSet(name(), String.class).view();
            return filled(view, Stream.of(entries).map(Map.Entry.class::cast).toArray(this::createArray));
        }

        @Override
        public SampleElements<Map.Entry<String, Double>> samples() {
            return new SampleElements<>(
                    Map.entry("one", 1.0),
                    Map.entry("two", 2.0),
                    Map.entry("three", 3.0),
                    Map.entry("four", 4.0),
                    Map.entry("five", 5.0));
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public Map.Entry<String, Double>[] createArray(int length) {
            return new Map.Entry[length];
        }

        @Override
        public String[] createKeyArray(int length) {
            return new String[length];
        }

        @Override
        public Double[] createValueArray(int length) {
            return new Double[length];
        }

        @Override
        public Iterable<Map.Entry<String, Double>> order(List<Map.Entry<String, Double>> insertionOrder) {
            return insertionOrder;
        }
    }
}
