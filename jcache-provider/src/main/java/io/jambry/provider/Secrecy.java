// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.codec.EntryNames;
import io.jambry.codec.Envelope.Encryption;
import io.jambry.codec.cipher.HiddenNames;
import io.jambry.codec.cipher.XaesCipher;
import io.jambry.codec.tink.TinkCipher;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a cache nobody can read on the server.
 *
 * @param values how values are encrypted
 * @param names what entries are called
 */
record Secrecy(Encryption values, EntryNames names) {

    private static final String NOTHING = "none";

    /**
     * Makes what the settings of one cache name.
     *
     * @param namespace where the cache is
     * @param cacheName its name
     * @param settings what it is to be
     * @param ring its keys; null if there are none
     * @param loader finds classes of the application's
     * @throws ConfigurationException if that cannot be made, or the key for names is not there
     */
    static Secrecy of(
            String namespace, String cacheName, CacheSettings settings, @Nullable KeyRing ring, ClassLoader loader) {
        Making making = new Making(cacheName, ring, loader);
        return new Secrecy(making.encryption(settings), making.names(namespace, settings));
    }

    private record Making(String cacheName, @Nullable KeyRing ring, ClassLoader loader) {

        Encryption encryption(CacheSettings settings) {
            List<ValueCipher> readers = settings.encryptionRead().stream()
                    .map(name -> cipher(name, "encryption-read"))
                    .toList();
            if (settings.encryption().equals(NOTHING)) {
                return new Encryption(null, readers, /* readsPlain= */ true);
            }
            return new Encryption(cipher(settings.encryption(), "encryption"), readers, settings.encryptionReadPlain());
        }

        private ValueCipher cipher(String name, String setting) {
            return switch (name) {
                case "xaes-256-gcm" -> new XaesCipher(keys(), keysSetting());
                case "tink" -> new TinkCipher(keys(), keysSetting());
                default ->
                    new ApplicationClass(name, cacheName, setting, loader).make(ValueCipher.class, KeyRing.class, ring);
            };
        }

        EntryNames names(String namespace, CacheSettings settings) {
            if (settings.entryNames() == CacheSettings.EntryNames.PLAIN) {
                return EntryNames.PLAIN;
            }
            int keyId = settings.entryNamesKey().orElseThrow();
            try {
                return new HiddenNames(keys(), keyId, namespace, cacheName, keysSetting());
            } catch (GeneralSecurityException e) {
                throw new ConfigurationException(
                        "cache '" + cacheName + "': setting 'entry-names-key' is " + keyId + ", but " + e.getMessage(),
                        e);
            }
        }

        private KeyRing keys() {
            if (ring == null) {
                throw new IllegalStateException("settings of cache '" + cacheName + "' were built without keys");
            }
            return ring;
        }

        private String keysSetting() {
            return "jambry.caches." + cacheName + ".encryption-keys";
        }
    }
}
