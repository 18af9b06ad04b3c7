// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Functions in Lua that servers keep under a name, with a version. {@link RedisFunctions#load} brings it there; a higher version takes the
 * place of a lower one, and never the other way round, so instances of an application that are older load nothing and find the newer
 * functions.
 *
 * <pre>{@code
 * static final FunctionLibrary STOCK = FunctionLibrary.of("stock", 3, """
 *         redis.register_function('take', function(keys, args)
 *             return redis.call('DECRBY', keys[1], args[1])
 *         end)
 *         """);
 * static final RedisFunction<Long> TAKE = RedisFunction.of("take", 1, ScriptResult.number());
 * }</pre>
 *
 * <p>Names of libraries and of functions are those of the server: all namespaces share them. Immutable.
 */
public final class FunctionLibrary {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final String VERSION_MARK = "-- version ";
    private static final Pattern VERSION = Pattern.compile("\\A#![^\n]*\n" + VERSION_MARK + "(\\d{1,9})\n");

    private final String name;
    private final int version;
    private final String code;

    private FunctionLibrary(String name, int version, String code) {
        this.name = name;
        this.version = version;
        this.code = code;
    }

    /**
     * A library.
     *
     * @param name letters, digits and underscores, 64 at most
     * @param version at least 1; to be raised with each change of the source
     * @param source its text in Lua 5.1, which registers functions, without a line {@code #!lua}
     * @return the library; nothing is sent
     * @throws IllegalArgumentException if the name has other characters, the version is less, or the source is empty or has such a line
     */
    public static FunctionLibrary of(String name, int version, String source) {
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("the name of a function library is '" + name
                    + "'; it must be letters, digits and underscores, 1 to 64");
        }
        if (version < 1) {
            throw new IllegalArgumentException("function library '" + name + "': version is less than 1: " + version);
        }
        if (requireNonNull(source, "source").isBlank() || source.startsWith("#!")) {
            throw new IllegalArgumentException(
                    "function library '" + name
                            + "': the source must be Lua that registers functions, without the line #!lua, which is written for it");
        }
        return new FunctionLibrary(name, version, "#!lua name=" + name + "\n" + VERSION_MARK + version + "\n" + source);
    }

    /**
     * What the server calls it.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * Which version it is.
     *
     * @return the number
     */
    public int version() {
        return version;
    }

    /** What the server is given: the name, the version, then the source. */
    String code() {
        return code;
    }

    /** The version that stands in the code of a library; empty if it was not loaded by Jambry. */
    static OptionalInt versionOf(String code) {
        Matcher version = VERSION.matcher(code);
        return version.find() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return "function library '" + name + "' " + version;
    }
}
