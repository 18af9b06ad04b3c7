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
public final class RedisGeo<E> extends Structure {

    private static final int POINT = 2;

    private final ElementForm<E> form;

    RedisGeo(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key);
        this.form = form;
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
                .add(form.encode(requireNonNull(element, "element"))));
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
        return operation(commands()
                .zrem(key(), Ranges.notEmpty("elements", elements).stream().map(form::encode).toArray(byte[][]::new)));
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
        asked.forEach(element -> arguments.add(form.encode(element)));
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
                .add(form.encode(requireNonNull(one, "one")))
                .add(form.encode(requireNonNull(other, "other")))
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
        requireNonNull(search, "search").write(arguments, form);
        arguments.add("WITHCOORD").add("WITHDIST");
        return operation(Replies.map(raw(arguments), this::matches));
    }

    private List<GeoMatch<E>> matches(@Nullable Object reply) {
        List<GeoMatch<E>> matches = new ArrayList<>();
        for (Object one : Replies.listed(reply)) {
            List<?> parts = Replies.listed(one);
            matches.add(new GeoMatch<>(
                    form.decode((byte[]) parts.get(0)), Replies.number(parts.get(1)), point(parts.get(POINT))));
        }
        return matches;
    }

    /**
     * Becomes what a search finds in another one. In a cluster both are of one {@linkplain Structures#group group}.
     *
     * @param source where to look; this may be it
     * @param search where there
     * @return an operation: how many were found; {@code GEOSEARCHSTORE}
     * @throws IllegalArgumentException if both cannot be in one command
     */
    public Operation<Long> setToFound(RedisGeo<E> source, GeoSearch<E> search) {
        Together.require(this, List.of(source));
        CommandArguments arguments =
                new CommandArguments(Command.GEOSEARCHSTORE).key(key()).key(source.key());
        requireNonNull(search, "search").write(arguments, form);
        return operation(Replies.map(raw(arguments), Replies::whole));
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
