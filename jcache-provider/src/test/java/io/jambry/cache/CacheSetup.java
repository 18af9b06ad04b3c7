// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.stream.Stream;

/**
 * A row of the matrix.
 *
 * @param backing where the entries are
 * @param expiry whether the provider knows the answers of the expiry policy beforehand
 * @param writer whether the cache writes through
 * @param listeners whether somebody listens
 */
public record CacheSetup(Backing backing, Expiry expiry, boolean writer, boolean listeners) {

    /** What the provider knows about the expiry policy. */
    public enum Expiry {
        FIXED,
        ARBITRARY
    }

    static Stream<CacheSetup> all() {
        return Stream.of(Backing.values())
                .flatMap(backing -> Stream.of(Expiry.values())
                        .flatMap(expiry -> Stream.of(false, true)
                                .flatMap(writer -> Stream.of(false, true)
                                        .map(heard -> new CacheSetup(backing, expiry, writer, heard)))));
    }

    static Stream<CacheSetup> written() {
        return all().filter(CacheSetup::writer);
    }

    static Stream<CacheSetup> heard() {
        return all().filter(CacheSetup::listeners);
    }

    static Stream<CacheSetup> unwritten() {
        return all().filter(setup -> !setup.writer());
    }

    /** Stores and kinds of expiry, nobody listening, nothing written through. */
    static Stream<CacheSetup> plain() {
        return unwritten().filter(setup -> !setup.listeners());
    }

    /** Stores and kinds of expiry, somebody listening, nothing written through. */
    static Stream<CacheSetup> plainHeard() {
        return unwritten().filter(CacheSetup::listeners);
    }

    static Stream<CacheSetup> stores() {
        return plain().filter(setup -> setup.expiry() == Expiry.FIXED);
    }

    @Override
    public String toString() {
        return backing + " " + expiry + (writer ? " writer" : "") + (listeners ? " listeners" : "");
    }
}
