// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.charset.StandardCharsets;
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

    /** What means something to the layout, to hash tags or to patterns. */
    private static final String SPECIAL = "%{}*?[]\\^:";

    static StructureKeys of(String namespace) {
        return new StructureKeys(escaped(namespace), null);
    }

    StructureKeys group(String name) {
        return new StructureKeys(namespace, escaped(name));
    }

    byte[] key(String name) {
        String key = group == null
                ? namespace + ":{" + escaped(name) + "}"
                : namespace + ":{" + group + "}:" + escaped(name);
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** Of one of many things that have a name together; each has a slot of its own unless it is in a group. */
    byte[] key(String name, byte[] part) {
        String text = escaped(new String(part, StandardCharsets.UTF_8));
        String key = group == null
                ? namespace + ":{" + escaped(name) + ":" + text + "}"
                : namespace + ":{" + group + "}:" + escaped(name) + ":" + text;
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name is empty");
        }
        StringBuilder text = new StringBuilder();
        name.chars().forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                text.append(String.format("%%%02X", character));
            } else {
                text.append((char) character);
            }
        });
        return text.toString();
    }
}
