// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** The keys and arguments of scripts and functions as the server gets them. */
final class Words {

    private Words() {}

    /**
     * Keys, then arguments.
     *
     * @param of what they are for, in messages
     * @param number how many keys there must be
     * @param names the names of the keys
     * @param key from a name to a key
     */
    static byte[][] of(Object of, int number, List<String> names, Function<String, byte[]> key, Object... arguments) {
        requireNonNull(names, "names");
        requireNonNull(arguments, "arguments");
        if (names.size() != number) {
            throw new IllegalArgumentException(of + " has " + number + " keys, but was given " + names.size());
        }
        byte[][] words = new byte[number + arguments.length][];
        for (int i = 0; i < number; i++) {
            words[i] = key.apply(names.get(i));
        }
        for (int i = 0; i < arguments.length; i++) {
            words[number + i] = word(of, i, arguments[i]);
        }
        return words;
    }

    private static byte[] word(Object of, int at, Object argument) {
        if (argument instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (argument instanceof Boolean truth) {
            return text(truth ? "1" : "0");
        }
        if (argument instanceof CharSequence
                || argument instanceof Long
                || argument instanceof Integer
                || argument instanceof Short
                || argument instanceof Byte
                || argument instanceof Double
                || argument instanceof Float) {
            return text(argument.toString());
        }
        throw new IllegalArgumentException(of + ": argument " + (at + 1) + " is "
                + (argument == null ? "null" : "of type " + argument.getClass().getName())
                + "; it must be text, a number, a boolean or bytes, such as those that Structures.valueForm encodes");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
