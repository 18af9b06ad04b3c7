// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jambry.ConfigurationException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * Keys as text: {@code id=base64} of 32 bytes, each on a line of its own or behind a comma. The one with a {@code *} in
 * front is the current one, else the first. Empty lines and those that begin with {@code #} say nothing.
 */
final class KeyText {

    private static final Pattern KEY = Pattern.compile("(\\*?)\\s*(\\d{1,5})\\s*=\\s*(\\S+)");

    private KeyText() {}

    /**
     * Reads keys.
     *
     * @param text in UTF-8
     * @param source where it comes from, for messages
     * @throws ConfigurationException if it is something else; nothing of the text is in the message
     */
    static Keys parse(byte[] text, String source) {
        Numbered<SecretKey> keys = new Numbered<>(source, "key");
        int number = 0;
        for (String line : new String(text, UTF_8).split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            for (String part : line.split(",", -1)) {
                if (!part.isBlank()) {
                    add(keys, part.strip(), number);
                }
            }
        }
        Integer current = keys.currentId();
        if (current == null) {
            throw new ConfigurationException(
                    source + " has no key; write one as 1= and the output of 'openssl rand -base64 32'");
        }
        return Keys.of(current, keys.byId(), source);
    }

    private static void add(Numbered<SecretKey> keys, String part, int line) {
        Matcher key = KEY.matcher(part);
        if (!key.matches()) {
            throw keys.refused(line, "is not of the form id=base64");
        }
        int id = keys.id(key.group(2), line);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.group(3));
        } catch (IllegalArgumentException e) {
            // without the cause, which shows a character
            throw keys.refused(line, "is not base64");
        }
        if (bytes.length != Secret.LENGTH) {
            throw keys.refused(line, "has " + bytes.length + " bytes, it must have " + Secret.LENGTH);
        }
        keys.add(id, new Secret(bytes), !key.group(1).isEmpty(), line);
    }
}
