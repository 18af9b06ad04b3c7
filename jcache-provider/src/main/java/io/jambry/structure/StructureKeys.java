// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of structures on the server: {@code <namespace>:{<name>}}, and in a group {@code <namespace>:{<group>}:<name>}, so that a
 * group is in one slot. No cache has such names, since its own name stands before the braces. What has a name together has {@code
 * <name>:<part>} in place of it.
 *
 * @param namespace the namespace, as it is written
 * @param group the group, as it is written; null for none
 */
record StructureKeys(String namespace, @Nullable String group) {

    /** What means something to the layout, to hash tags or to patterns; one bit for each. */
    private static final BitSet SPECIAL = new BitSet();

    static {
        "%{}*?[]\\^:".chars().forEach(SPECIAL::set);
    }

    static StructureKeys of(String namespace) {
        return new StructureKeys(escaped(namespace), null);
    }

    StructureKeys group(String name) {
        return new StructureKeys(namespace, escaped(name));
    }

    byte[] key(String name) {
        // in one piece, for keys are made for each call of a script
        String key = group == null
                ? String.join("", namespace, ":{", escaped(name), "}")
                : String.join("", namespace, ":{", group, "}:", escaped(name));
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether two names have the same hash tag, which stands between their only braces. */
    static boolean isOneSlot(byte[] one, byte[] other) {
        return tag(one).equals(tag(other));
    }

    private static ByteBuffer tag(byte[] key) {
        int from = 0;
        while (key[from] != '{') {
            from++;
        }
        int to = from;
        while (key[to] != '}') {
            to++;
        }
        return ByteBuffer.wrap(key, from, to - from);
    }

    /** Of one of many things that have a name together; each has a slot of its own unless it is in a group. */
    byte[] key(String name, byte[] part) {
        String text = escaped(new String(part, StandardCharsets.UTF_8));
        String key = group == null
                ? namespace + ":{" + escaped(name) + ":" + text + "}"
                : namespace + ":{" + group + "}:" + escaped(name) + ":" + text;
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** The names of the structures whose names fit a pattern, as a pattern of the server: a star stands for any characters. */
    String pattern(String pattern) {
        StringBuilder text = new StringBuilder();
        String[] parts = pattern.split("\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            text.append(i == 0 ? "" : "*").append(parts[i].isEmpty() ? "" : escaped(parts[i]));
        }
        return group == null ? namespace + ":{" + text + "}" : namespace + ":{" + group + "}:" + text;
    }

    /** The name of a structure by its name on the server, which is of this namespace and group. */
    String name(String key) {
        int before = group == null ? namespace.length() + 2 : namespace.length() + group.length() + 4;
        int behind = group == null ? 1 : 0;
        return unescaped(key.substring(before, key.length() - behind));
    }

    private static String unescaped(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                text.append((char) Integer.parseInt(name.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                text.append(name.charAt(i));
            }
        }
        return text.toString();
    }

    /**
     * The name of what belongs to a structure and is in its slot. No structure has such a name, since colons in names are escaped.
     *
     * @param key the name of the structure on the server
     * @param what what it is
     */
    static byte[] beside(byte[] key, String what) {
        byte[] suffix = ("::" + what).getBytes(StandardCharsets.UTF_8);
        byte[] name = Arrays.copyOf(key, key.length + suffix.length);
        System.arraycopy(suffix, 0, name, key.length, suffix.length);
        return name;
    }

    /** Whether a key is {@linkplain #beside beside} another one. */
    static boolean isBeside(byte[] owner, byte[] key) {
        byte[] start = beside(owner, "");
        return key.length > start.length && Arrays.equals(start, 0, start.length, key, 0, start.length);
    }

    static String escaped(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name is empty");
        }
        int special = special(name, 0);
        if (special == name.length()) {
            return name;
        }
        StringBuilder text = new StringBuilder(name.length() + 16);
        int from = 0;
        for (; special < name.length(); special = special(name, from)) {
            text.append(name, from, special).append(String.format("%%%02X", (int) name.charAt(special)));
            from = special + 1;
        }
        return text.append(name, from, special).toString();
    }

    /** Where the next special character is; the end if there is none. */
    private static int special(String name, int from) {
        int at = from;
        while (at < name.length() && !SPECIAL.get(name.charAt(at))) {
            at++;
        }
        return at;
    }
}
