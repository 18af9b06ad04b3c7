// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The names of things as parts of the names of keys: a character that means something to the layout, to hash tags or to patterns
 * becomes {@code %} and two hexadecimal digits. Different names stay different.
 */
public final class NameText {

    private static final String SPECIAL = "%{}*?[]\\^:";

    private NameText() {}

    /**
     * A name as a part of the name of a key.
     *
     * @param name any text
     * @return the text without what means something
     */
    public static String escaped(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (SPECIAL.indexOf(character) >= 0) {
                text.append(String.format("%%%02X", (int) character));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    /**
     * The name that was escaped.
     *
     * @param text a part of the name of a key
     * @return the name
     */
    public static String plain(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream name = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length) {
                name.write(Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                name.write(bytes[i]);
            }
        }
        return name.toString(StandardCharsets.UTF_8);
    }
}
