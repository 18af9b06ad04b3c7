// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

/** Where the results of a method are kept. */
public enum CacheScope {
    /** In the cache that is named, with those of other methods that name it. */
    CACHE,
    /**
     * In a cache of the method's own, with limits of its own. It is called after the cache that is named and the method:
     * {@code books/com.example.Books.find(long)}.
     */
    FUNCTION
}
