// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jambry.ServerException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisGeoTest {

    private static final GeoPoint BERLIN = new GeoPoint(13.405, 52.52);
    private static final GeoPoint POTSDAM = new GeoPoint(13.0635, 52.3906);
    private static final GeoPoint HAMBURG = new GeoPoint(9.9937, 53.5511);

    private static Shelf shelf;

    private String name;
    private RedisGeo<String> cities;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeGeo(TestInfo test) {
        name = test.getDisplayName();
        cities = shelf.structures().geo(name, String.class);
    }

    private void fill() {
        cities.addAll(Map.of("Berlin", BERLIN, "Potsdam", POTSDAM, "Hamburg", HAMBURG))
                .call();
    }

    private static List<String> names(List<GeoMatch<String>> matches) {
        return matches.stream().map(GeoMatch::element).toList();
    }

    @Test
    void add_inAllWays_tellsWhatChanged() {
        assertThat(cities.move("Berlin", BERLIN).call()).isFalse();
        assertThat(cities.exists().call()).isFalse();
        assertThat(cities.add("Berlin", HAMBURG).call()).isTrue();
        assertThat(cities.add("Berlin", BERLIN).call()).isFalse();
        assertThat(cities.addIfAbsent("Berlin", HAMBURG).call()).isFalse();
        assertThat(cities.move("Berlin", POTSDAM).call()).isTrue();
        assertThat(cities.move("Berlin", POTSDAM).call()).isFalse();
        assertThat(cities.addAll(Map.of("Berlin", BERLIN, "Hamburg", HAMBURG)).call())
                .isEqualTo(1);
        assertThat(cities.size().call()).isEqualTo(2);
        assertThat(cities.removeAll(List.of("Berlin", "nowhere")).call()).isEqualTo(1);
    }

    @Test
    void points_someNotThere_givesTheOthers() {
        fill();
        Map<String, GeoPoint> points =
                cities.points(List.of("Hamburg", "nowhere")).call();
        assertThat(points).containsOnlyKeys("Hamburg");
        assertThat(points.get("Hamburg").longitude()).isCloseTo(9.9937, within(0.0001));
        assertThat(points.get("Hamburg").latitude()).isCloseTo(53.5511, within(0.0001));
        assertThat(cities.hashes(List.of("nowhere", "Berlin")).call())
                .containsOnlyKeys("Berlin")
                .allSatisfy((city, hash) -> assertThat(hash).startsWith("u33").hasSize(11));
    }

    @Test
    void distance_inUnits_isMeasured() {
        fill();
        double metres = cities.distance("Berlin", "Hamburg", GeoUnit.M).call().orElseThrow();
        assertThat(metres).isBetween(250_000.0, 260_000.0);
        assertThat(cities.distance("Berlin", "Hamburg", GeoUnit.KM).call().orElseThrow())
                .isCloseTo(metres / 1000, within(0.1));
        assertThat(cities.distance("Berlin", "nowhere", GeoUnit.KM).call()).isEmpty();
    }

    @Test
    void search_inCirclesAndBoxes_findsWhatIsThere() {
        fill();
        GeoSearch<String> near = GeoSearch.<String>around(BERLIN).within(50, GeoUnit.KM);
        List<GeoMatch<String>> found = cities.search(near.nearestFirst()).call();
        assertThat(names(found)).containsExactly("Berlin", "Potsdam");
        assertThat(found.get(1).distance()).isBetween(20.0, 35.0);
        assertThat(found.get(0).point().latitude()).isCloseTo(52.52, within(0.0001));
        assertThat(names(cities.search(near.farthestFirst()).call())).containsExactly("Potsdam", "Berlin");
        assertThat(names(cities.search(near.nearestFirst().limit(1)).call())).containsExactly("Berlin");
        assertThat(names(cities.search(near.any(1)).call())).hasSize(1);
        assertThat(names(cities.search(GeoSearch.aroundElement("Hamburg").within(1, GeoUnit.MI))
                        .call()))
                .containsExactly("Hamburg");
        assertThat(names(cities.search(GeoSearch.<String>around(BERLIN).withinBox(100, 10, GeoUnit.KM))
                        .call()))
                .containsExactly("Berlin");
    }

    @Test
    void store_found_isInTheTarget() {
        fill();
        GeoSearch<String> near = GeoSearch.<String>around(BERLIN).within(50, GeoUnit.KM);
        RedisGeo<String> around = shelf.structures().geo(name + " around", String.class);
        assertThat(around.storeFound(cities, near).call()).isEqualTo(2);
        assertThat(around.points(List.of("Berlin", "Potsdam", "Hamburg")).call())
                .containsOnlyKeys("Berlin", "Potsdam");
        RedisSortedSet<String> distances = shelf.structures().sortedSet(name + " distances", String.class);
        assertThat(cities.copyDistances(near, distances).call()).isEqualTo(2);
        assertThat(distances.score("Potsdam").call().orElseThrow()).isBetween(20.0, 35.0);
    }

    @Test
    void search_aroundAnElementNotThere_isRefusedByTheServer() {
        fill();
        assertThatThrownBy(
                        () -> cities.search(GeoSearch.aroundElement("nowhere").within(1, GeoUnit.KM))
                                .call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("geo '" + name + "': GEOSEARCH on ")
                .hasMessageContaining("could not decode requested zset member");
    }

    @Test
    void geo_otherKindThere_isNamed() {
        shelf.structures().list(name, String.class).add("a").call();
        assertThatThrownBy(() -> cities.add("Berlin", BERLIN).call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("what the server has under this name is no geo");
    }

    @ParameterizedTest
    @CsvSource({
        "181, 0, longitude is 181.0",
        "NaN, 0, longitude is NaN",
        "0, 86, latitude is 86.0",
        "0, -Infinity, latitude is -Infinity"
    })
    void point_noSuchPlace_isRefused(double longitude, double latitude, String message) {
        assertThatThrownBy(() -> new GeoPoint(longitude, latitude))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void arguments_wrong_areRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> cities.addAll(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no points");
        assertThatThrownBy(() -> GeoSearch.around(BERLIN).within(-1, GeoUnit.KM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("radius is -1.0; it must be a number that is not negative");
        assertThatThrownBy(() -> GeoSearch.around(BERLIN).withinBox(1, Double.NaN, GeoUnit.KM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("height is NaN; it must be a number that is not negative");
        assertThatThrownBy(() -> GeoSearch.around(BERLIN).within(1, GeoUnit.KM).limit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("most is less than 1: 0");
    }
}
