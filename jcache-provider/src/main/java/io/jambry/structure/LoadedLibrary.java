// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A library of functions that a server has.
 *
 * @param name what the server calls it
 * @param version its version; empty if it was not loaded by {@link RedisFunctions#load}
 * @param functions the names of its functions
 */
public record LoadedLibrary(String name, OptionalInt version, SortedSet<String> functions) {

    /** Keeps a copy of the names. */
    public LoadedLibrary {
        functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
    }
}
