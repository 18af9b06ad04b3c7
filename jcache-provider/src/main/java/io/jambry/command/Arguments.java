// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link TrainDictionary} is asked for.
 *
 * @param cache whose values
 * @param output where the dictionary goes
 * @param size how many bytes it may have
 * @param samples how many values to look at
 * @param settings where the cache is, and what else the settings say, by key
 */
record Arguments(String cache, Path output, int size, int samples, Map<String, String> settings) {

    static final String USAGE = """
            usage: java -cp <Jambry, Jedis, zstd-jni and cache-api> io.jambry.command.TrainDictionary
                --cache <name>        the cache whose values are to shrink
                --output <file>       where the dictionary goes; it must not be there yet
                [--size <bytes>]      of the dictionary, 256 to 1048576; 16384 unless given
                [--samples <count>]   how many values to look at, 100 to 1000000; 10000 unless given
                [--<setting> <value>] any setting of Jambry, such as --url redis://host, --config file.properties
                                      or --namespace shop; the usual sources have the others
            """;

    private static final List<String> OWN = List.of("cache", "output", "size", "samples");

    static Arguments parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("'" + arguments[i] + "' is no --name with a value behind it");
            }
            if (given.put(arguments[i].substring(2), arguments[i + 1]) != null) {
                throw new IllegalArgumentException("'" + arguments[i] + "' is there twice");
            }
        }
        Map<String, String> settings = new HashMap<>(given);
        settings.keySet().removeAll(OWN);
        return new Arguments(
                required(given, "cache"),
                path(required(given, "output")),
                number(given, "size", 16_384, 256, 1 << 20),
                number(given, "samples", 10_000, TrainDictionary.FEWEST_VALUES, 1_000_000),
                settings);
    }

    private static String required(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'--" + name + "' is missing");
        }
        return value;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'--output' is '" + text + "', which is not the path of a file", e);
        }
    }

    private static int number(Map<String, String> given, String name, int usual, int least, int most) {
        String text = given.get(name);
        if (text == null) {
            return usual;
        }
        String wrong = "'--" + name + "' is '" + text + "', which is not a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        throw new IllegalArgumentException(wrong);
    }
}
