// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Keys as text: {@code id=base64} of 32 bytes, each on a line of its own or behind a comma. The one with a {@code *} in
 * front is the current one, else the first. Empty lines and those that begin with {@code #} say nothing.
 */
final class KeyText {

    private static final Pattern KEY = Pattern.compile("(\\*?)\\s*(\\d{1,5})\\s*=\\s*(\\S+)");

    private final String source;
    private final Map<Integer, SecretKey> keys = new LinkedHashMap<>();
    private @Nullable Integer first;
    private @Nullable Integer marked;

    private KeyText(String source) {
        this.source = source;
    }

    /**
     * Reads keys.
     *
     * @param text in UTF-8
     * @param source where it comes from, for messages
     * @throws ConfigurationException if it is something else; nothing of the text is in the message
     */
    static Keys parse(byte[] text, String source) {
        KeyText parsed = new KeyText(source);
        int number = 0;
        for (String line : new String(text, UTF_8).split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            for (String part : line.split(",", -1)) {
                if (!part.isBlank()) {
                    parsed.add(part.strip(), number);
                }
            }
        }
        return parsed.keys();
    }

    private void add(String part, int line) {
        Matcher key = KEY.matcher(part);
        if (!key.matches()) {
            throw refused(line, "is not of the form id=base64");
        }
        int id = Integer.parseInt(key.group(2));
        if (id > KeyRing.LARGEST_ID) {
            throw refused(line, "has number " + id + ", more than " + KeyRing.LARGEST_ID);
        }
        if (keys.put(id, secret(key.group(3), line)) != null) {
            throw refused(line, "has number " + id + ", as another one has");
        }
        if (first == null) {
            first = id;
        }
        if (!key.group(1).isEmpty()) {
            if (marked != null) {
                throw refused(line, "is marked as the current one, as " + marked + " is");
            }
            marked = id;
        }
    }

    private Secret secret(String base64, int line) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // without the cause, which shows a character
            throw refused(line, "is not base64");
        }
        if (bytes.length != Secret.LENGTH) {
            throw refused(line, "has " + bytes.length + " bytes, it must have " + Secret.LENGTH);
        }
        return new Secret(bytes);
    }

    private Keys keys() {
        Integer current = marked == null ? first : marked;
        if (current == null) {
            throw new ConfigurationException(
                    source + " has no key; write one as 1= and the output of 'openssl rand -base64 32'");
        }
        return Keys.of(current, keys, source);
    }

    private ConfigurationException refused(int line, String why) {
        return new ConfigurationException(source + ": a key in line " + line + " " + why);
    }
}
