// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * What to look for among elements that have places. Immutable.
 *
 * <pre>{@code
 * GeoSearch.<String>around(berlin).within(100, GeoUnit.KM).nearestFirst().limit(10)
 * }</pre>
 *
 * @param <E> the type of the elements
 */
public final class GeoSearch<E> {

    private enum Order {
        NONE,
        ASC,
        DESC
    }

    /**
     * Where to look around; without an area it is no search yet.
     *
     * @param <E> the type of the elements
     */
    public static final class Centre<E> {

        private final @Nullable E element;
        private final @Nullable GeoPoint point;

        private Centre(@Nullable E element, @Nullable GeoPoint point) {
            this.element = element;
            this.point = point;
        }

        /**
         * Looks in a circle.
         *
         * @param radius its radius, not negative
         * @param unit what that is measured in
         * @return the search
         * @throws IllegalArgumentException if the radius is negative, or no number
         */
        public GeoSearch<E> within(double radius, GeoUnit unit) {
            return new GeoSearch<>(
                    this, length("radius", radius), Double.NaN, requireNonNull(unit, "unit"), Order.NONE, 0, false);
        }

        /**
         * Looks in a rectangle around the centre, along the meridians.
         *
         * @param width from west to east, not negative
         * @param height from south to north, not negative
         * @param unit what both are measured in
         * @return the search
         * @throws IllegalArgumentException if one is negative, or no number
         */
        public GeoSearch<E> withinBox(double width, double height, GeoUnit unit) {
            return new GeoSearch<>(
                    this,
                    length("width", width),
                    length("height", height),
                    requireNonNull(unit, "unit"),
                    Order.NONE,
                    0,
                    false);
        }

        private static double length(String what, double length) {
            if (!(length >= 0) || Double.isInfinite(length)) {
                throw new IllegalArgumentException(
                        what + " is " + length + "; it must be a number that is not negative");
            }
            return length;
        }
    }

    private final Centre<E> centre;
    private final double width;

    /** No number for a circle. */
    private final double height;

    private final GeoUnit unit;
    private final Order order;

    /** 0 for all. */
    private final int count;

    private final boolean any;

    private GeoSearch(
            Centre<E> centre, double width, double height, GeoUnit unit, Order order, int count, boolean any) {
        this.centre = centre;
        this.width = width;
        this.height = height;
        this.unit = unit;
        this.order = order;
        this.count = count;
        this.any = any;
    }

    /**
     * Looks around a place.
     *
     * @param point the place
     * @param <E> the type of the elements
     * @return the centre of the search
     */
    public static <E> Centre<E> around(GeoPoint point) {
        return new Centre<>(null, requireNonNull(point, "point"));
    }

    /**
     * Looks around an element, which must be there; it is found, too.
     *
     * @param element the element
     * @param <E> the type of the elements
     * @return the centre of the search
     */
    public static <E> Centre<E> aroundElement(E element) {
        return new Centre<>(requireNonNull(element, "element"), null);
    }

    /**
     * The same, where the nearest comes first.
     *
     * @return the search: {@code ASC}
     */
    public GeoSearch<E> nearestFirst() {
        return new GeoSearch<>(centre, width, height, unit, Order.ASC, count, any);
    }

    /**
     * The same, where the farthest comes first.
     *
     * @return the search: {@code DESC}
     */
    public GeoSearch<E> farthestFirst() {
        return new GeoSearch<>(centre, width, height, unit, Order.DESC, count, any);
    }

    /**
     * The same, but only the first ones, which are the nearest unless it says otherwise.
     *
     * @param most how many, at least 1
     * @return the search: {@code COUNT}
     * @throws IllegalArgumentException if it is less than 1
     */
    public GeoSearch<E> limit(int most) {
        return new GeoSearch<>(centre, width, height, unit, order, Ranges.atLeastOne("most", most), /* any= */ false);
    }

    /**
     * The same, but only some, whichever are found with the least work.
     *
     * @param most how many, at least 1
     * @return the search: {@code COUNT} with {@code ANY}
     * @throws IllegalArgumentException if it is less than 1
     */
    public GeoSearch<E> any(int most) {
        return new GeoSearch<>(centre, width, height, unit, order, Ranges.atLeastOne("most", most), /* any= */ true);
    }

    void write(CommandArguments arguments, ElementForm<E> form) {
        if (centre.point != null) {
            arguments.add("FROMLONLAT").add(centre.point.longitude()).add(centre.point.latitude());
        } else {
            arguments
                    .add("FROMMEMBER")
                    .add(form.encode(requireNonNull(centre.element, "a centre has a point or an element")));
        }
        if (Double.isNaN(height)) {
            arguments.add("BYRADIUS").add(width);
        } else {
            arguments.add("BYBOX").add(width).add(height);
        }
        arguments.add(unit.word());
        if (order != Order.NONE) {
            arguments.add(order.name());
        }
        if (count > 0) {
            arguments.add("COUNT").add(count);
        }
        if (any) {
            arguments.add("ANY");
        }
    }
}
