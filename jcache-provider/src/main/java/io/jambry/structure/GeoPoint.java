// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/**
 * A place on earth.
 *
 * @param longitude degrees to the east, from -180 to 180
 * @param latitude degrees to the north, from -85.05112878 to 85.05112878: the server has no poles
 */
public record GeoPoint(double longitude, double latitude) {

    private static final double MOST_LONGITUDE = 180;
    private static final double MOST_LATITUDE = 85.05112878;

    /** Refuses places that the server does not have. */
    public GeoPoint {
        require("longitude", longitude, MOST_LONGITUDE);
        require("latitude", latitude, MOST_LATITUDE);
    }

    private static void require(String what, double degrees, double most) {
        // so written that what is no number is refused, too
        if (!(Math.abs(degrees) <= most)) {
            throw new IllegalArgumentException(what + " is " + degrees + "; it must be from -" + most + " to " + most);
        }
    }
}
