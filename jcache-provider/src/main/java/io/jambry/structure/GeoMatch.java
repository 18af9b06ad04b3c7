// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/**
 * An element that a search found.
 *
 * @param element the element
 * @param distance from the centre of the search, in its unit
 * @param point where it is
 * @param <E> the type of the elements
 */
public record GeoMatch<E>(E element, double distance, GeoPoint point) {}
