// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * Elements that have places on earth, on one server: a sorted set whose scores are places. A place is kept to within less than a metre.
 *
 * @param <E> the type of the elements; equal elements have equal bytes
 */
public final class RedisGeo<E> extends ElementStructure<E> {

    private static final int POINT = 2;

    RedisGeo(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key, form);
    }

    /**
     * Puts an element at a place.
     *
     * @param element the element
     * @param point its place
     * @return an operation whose result is whether it is new: {@code GEOADD}
     */
    public Operation<Boolean> add(E element, GeoPoint point) {
        return one(Map.of(requireNonNull(element, "element"), point), List.of());
    }

    /**
     * Puts an element at a place if it is not there yet.
     *
     * @param element the element
     * @param point its place
     * @return an operation whose result is whether it is new: {@code GEOADD} with {@code NX}
     */
    public Operation<Boolean> addIfAbsent(E element, GeoPoint point) {
        return one(Map.of(requireNonNull(element, "element"), point), List.of("NX"));
    }

    /**
     * Puts an element that is there at another place.
     *
     * @param element the element
     * @param point its place
     * @return an operation whose result is whether it was there, and elsewhere: {@code GEOADD} with {@code XX} and {@code CH}
     */
    public Operation<Boolean> move(E element, GeoPoint point) {
        return one(Map.of(requireNonNull(element, "element"), point), List.of("XX", "CH"));
    }

    /**
     * Puts elements at places.
     *
     * @param points the places of the elements, at least one
     * @return an operation: how many are new; {@code GEOADD}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> addAll(Map<? extends E, GeoPoint> points) {
        return operation(Replies.map(adding(points, List.of()), Replies::whole));
    }

    private Operation<Boolean> one(Map<? extends E, GeoPoint> points, List<String> options) {
        return operation(Replies.map(adding(points, options), changed -> Replies.isOne(Replies.whole(changed))));
    }

    private CommandObject<@Nullable Object> adding(Map<? extends E, GeoPoint> points, List<String> options) {
        Ranges.notEmpty("points", points.keySet());
        CommandArguments arguments = about(Command.GEOADD);
        options.forEach(arguments::add);
        points.forEach((element, point) -> arguments
                .add(requireNonNull(point, "point").longitude())
                .add(point.latitude())
                .add(bytes(element)));
        return raw(arguments);
    }

    /**
     * Counts the elements.
     *
     * @return an operation: {@code ZCARD}
     */
    public Operation<Long> size() {
        return operation(commands().zcard(key()));
    }

    /**
     * Removes elements.
     *
     * @param elements which, at least one
     * @return an operation: how many were there; {@code ZREM}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> removeAll(Collection<? extends E> elements) {
        return operation(commands().zrem(key(), bytes(elements)));
    }

    /**
     * Tells where elements are.
     *
     * @param elements which, at least one
     * @return an operation: the places of those that are there; {@code GEOPOS}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<E, GeoPoint>> points(Collection<? extends E> elements) {
        return ofEach(Command.GEOPOS, elements, RedisGeo::point);
    }

    /**
     * Tells the geohashes of elements, as other programs know them.
     *
     * @param elements which, at least one
     * @return an operation: for those that are there, 11 characters each; {@code GEOHASH}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<E, String>> hashes(Collection<? extends E> elements) {
        return ofEach(Command.GEOHASH, elements, Replies::text);
    }

    private <T> Operation<Map<E, T>> ofEach(
            Command command, Collection<? extends E> elements, Function<Object, T> meaning) {
        List<E> asked = List.copyOf(Ranges.notEmpty("elements", elements));
        CommandArguments arguments = about(command);
        asked.forEach(element -> arguments.add(bytes(element)));
        return operation(Replies.map(raw(arguments), reply -> {
            List<?> told = Replies.listed(reply);
            Map<E, T> all = new LinkedHashMap<>();
            for (int i = 0; i < told.size(); i++) {
                Object one = told.get(i);
                if (one != null) {
                    all.put(asked.get(i), meaning.apply(one));
                }
            }
            return all;
        }));
    }

    /**
     * Measures how far two elements are from each other.
     *
     * @param one an element
     * @param other another one
     * @param unit what to measure in
     * @return an operation: the distance; empty if one is not there; {@code GEODIST}
     */
    public Operation<OptionalDouble> distance(E one, E other, GeoUnit unit) {
        CommandArguments arguments = about(Command.GEODIST)
                .add(bytes(one))
                .add(bytes(other))
                .add(requireNonNull(unit, "unit").word());
        return operation(Replies.map(
                raw(arguments),
                reply -> reply == null ? OptionalDouble.empty() : OptionalDouble.of(Replies.number(reply))));
    }

    /**
     * Looks for elements. The server refuses a search around an element that is not there.
     *
     * @param search where
     * @return an operation: what was found; {@code GEOSEARCH}
     */
    public Operation<List<GeoMatch<E>>> search(GeoSearch<E> search) {
        CommandArguments arguments = about(Command.GEOSEARCH);
        requireNonNull(search, "search").write(arguments, form());
        arguments.add("WITHCOORD").add("WITHDIST");
        return operation(Replies.map(raw(arguments), this::matches));
    }

    private List<GeoMatch<E>> matches(@Nullable Object reply) {
        List<GeoMatch<E>> matches = new ArrayList<>();
        for (Object one : Replies.listed(reply)) {
            List<?> parts = Replies.listed(one);
            matches.add(new GeoMatch<>(
                    form().decode((byte[]) parts.get(0)), Replies.number(parts.get(1)), point(parts.get(POINT))));
        }
        return matches;
    }

    /**
     * Makes it what a search finds in another one. In a cluster both are of one {@linkplain Structures#group group}.
     *
     * @param source where to look; this may be it
     * @param search where there
     * @return an operation: how many were found; {@code GEOSEARCHSTORE}
     * @throws IllegalArgumentException if both cannot be in one command, or write their elements in different ways
     */
    public Operation<Long> storeFound(RedisGeo<E> source, GeoSearch<E> search) {
        requireKin(source);
        return operation(Replies.map(raw(storing(key(), source, search)), Replies::whole));
    }

    /**
     * Makes a sorted set what a search finds here, with the distances from the centre as scores. In a cluster both are of one
     * {@linkplain Structures#group group}.
     *
     * @param search where
     * @param target what to make of it
     * @return an operation: how many were found; {@code GEOSEARCHSTORE} with {@code STOREDIST}
     * @throws IllegalArgumentException if both cannot be in one command, or write their elements in different ways
     */
    public Operation<Long> copyDistances(GeoSearch<E> search, RedisSortedSet<E> target) {
        requireKin(target);
        return operation(Replies.map(raw(storing(target.key(), this, search).add("STOREDIST")), Replies::whole));
    }

    private static <E> CommandArguments storing(byte[] target, RedisGeo<E> source, GeoSearch<E> search) {
        CommandArguments arguments =
                new CommandArguments(Command.GEOSEARCHSTORE).key(target).key(source.key());
        requireNonNull(search, "search").write(arguments, source.form());
        return arguments;
    }

    private static GeoPoint point(Object reply) {
        List<?> degrees = Replies.listed(reply);
        return new GeoPoint(Replies.number(degrees.get(0)), Replies.number(degrees.get(1)));
    }

    private CommandArguments about(Command command) {
        return new CommandArguments(command).key(key());
    }

    private static CommandObject<@Nullable Object> raw(CommandArguments arguments) {
        return new CommandObject<>(arguments, Replies.raw());
    }
}
