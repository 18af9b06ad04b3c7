// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the TCK consists of, and what it leaves out by itself. */
public final class TckSuite {

    /** The tests of {@code javax.cache:cache-tests:1.1.1} without those of the annotations. */
    public static final int TESTS = 479;

    /** Demanded by the TCK: it fails when it is run. */
    public static final String DUMMY = "org.jsr107.tck.CachingTest#dummyTest";

    /** Left out by the TCK itself when the provider says that it does not offer this optional feature. */
    private static final Pattern STORE_BY_REFERENCE =
            Pattern.compile("org\\.jsr107\\.tck\\.(StoreByReferenceTest#.*|TypesTest#.*StoreByReference)");

    private static final Pattern EXCLUDED = Pattern.compile("EXCLUDING TEST '([^']+)'\\s+'([^']+)'");

    private TckSuite() {}

    /** Tells whether a test is about storing by reference. */
    public static boolean isByReference(String test) {
        return STORE_BY_REFERENCE.matcher(test).matches();
    }

    /**
     * The tests that the TCK left out; it counts them as passed.
     *
     * @param printed what it printed
     * @return their names as {@code class#method}
     */
    public static SortedSet<String> excludedIn(String printed) {
        SortedSet<String> excluded = new TreeSet<>();
        Matcher exclusion = EXCLUDED.matcher(printed);
        while (exclusion.find()) {
            excluded.add(exclusion.group(1) + "#" + exclusion.group(2));
        }
        return excluded;
    }
}
