// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import io.jambry.cdi.CacheName;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serial;
import java.io.Serializable;
import javax.cache.Cache;

/** The book that a reader last looked for. Sessions may be passivated, and the cache that is injected comes along. */
@SessionScoped
@SuppressWarnings("serial") // a cache that is injected into a serializable bean is serializable
public class Visit implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    @CacheName("titles")
    Cache<Long, String> titles;

    private long last;

    /** Remembers a book, and tells which one was looked for before, and whether its title is at hand. */
    public synchronized String lookFor(long isbn) {
        long before = last;
        last = isbn;
        return before + (titles.containsKey(before) ? " is at hand" : " is on the shelf");
    }
}
