// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * A key store whose aliases are a prefix and a number: {@code jambry-7}. The one that has {@code .current} behind it is the
 * current one, else the one of the highest number.
 */
final class KeyStoreFormat implements FileKeyRing.Format {

    private static final byte[] JCEKS = {(byte) 0xCE, (byte) 0xCE, (byte) 0xCE, (byte) 0xCE};

    private final Path file;
    private final char[] password;
    private final Pattern alias;
    private final String prefix;

    KeyStoreFormat(Path file, char[] password, String prefix) {
        this.file = file;
        this.password = password;
        this.prefix = prefix;
        // key stores change the case of aliases
        this.alias = Pattern.compile(Pattern.quote(prefix.toLowerCase(Locale.ROOT)) + "(\\d{1,5})(\\.current)?");
    }

    @Override
    public Keys read(byte[] bytes) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(isJceks(bytes) ? "JCEKS" : "PKCS12");
        store.load(new ByteArrayInputStream(bytes), password);
        TreeMap<Integer, SecretKey> keys = new TreeMap<>();
        int current = -1;
        for (String name : Collections.list(store.aliases())) {
            Matcher matcher = alias.matcher(name.toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                continue;
            }
            int id = Integer.parseInt(matcher.group(1));
            if (keys.put(id, secret(store, name)) != null) {
                throw refused("has two keys of number " + id);
            }
            if (matcher.group(2) != null) {
                if (current >= 0) {
                    throw refused("has two current keys, " + current + " and " + id);
                }
                current = id;
            }
        }
        if (keys.isEmpty()) {
            throw refused("has no key with an alias of '" + prefix + "' and a number up to " + KeyRing.LARGEST_ID);
        }
        return Keys.of(current < 0 ? keys.lastKey() : current, keys, "key store " + file);
    }

    private static boolean isJceks(byte[] bytes) {
        return bytes.length >= JCEKS.length && Arrays.equals(bytes, 0, JCEKS.length, JCEKS, 0, JCEKS.length);
    }

    private Secret secret(KeyStore store, String name) throws GeneralSecurityException {
        Key key = store.getKey(name, password);
        byte[] bytes = key instanceof SecretKey ? key.getEncoded() : null;
        if (bytes == null) {
            throw refused("has something else than a secret key as '" + name + "'");
        }
        if (bytes.length != Secret.LENGTH) {
            Arrays.fill(bytes, (byte) 0);
            throw refused("has a key of " + bytes.length + " bytes as '" + name + "'; it must have " + Secret.LENGTH);
        }
        return new Secret(bytes);
    }

    private ConfigurationException refused(String why) {
        return new ConfigurationException("key store " + file + " " + why);
    }
}
