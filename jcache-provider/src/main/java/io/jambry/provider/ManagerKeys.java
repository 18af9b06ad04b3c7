// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.codec.cipher.KeyRings;
import io.jambry.spi.KeyRing;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The key rings of one manager, one for each place that its settings name: however many caches have their keys there, a file
 * is looked at once. Those that were given as objects belong to who gave them.
 *
 * <p>Thread-safe.
 */
final class ManagerKeys implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ManagerKeys.class.getName());

    private static final String SETTING = "encryption-keys";
    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";
    private static final String KEY_STORE = "keystore:";
    private static final String PASSPHRASE = "passphrase";

    /** What stands before the number in an alias of a key store. */
    private static final String ALIAS = "jambry-";

    private final String namespace;
    private final ClassLoader loader;
    private final Map<String, String> environment;
    private final ConcurrentMap<Place, KeyRing> rings = new ConcurrentHashMap<>();

    /**
     * Begins with none.
     *
     * @param namespace of the caches; passphrases give other keys in another one
     * @param loader finds classes of key rings
     * @param environment where {@code env:} finds its variables
     */
    ManagerKeys(String namespace, ClassLoader loader, Map<String, String> environment) {
        this.namespace = namespace;
        this.loader = loader;
        this.environment = environment;
    }

    /** Where keys are, and the password for it. No record: its text would be that of the password. */
    private static final class Place {

        private final String source;
        private final String password;

        Place(String source, String password) {
            this.source = source;
            this.password = password;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that && source.equals(that.source) && password.equals(that.password);
        }

        @Override
        public int hashCode() {
            return source.hashCode();
        }

        @Override
        public String toString() {
            return source;
        }
    }

    /**
     * The keys of a cache.
     *
     * @return null if its settings name none
     * @throws ConfigurationException if they are not where the settings say
     */
    @Nullable
    KeyRing ring(String cacheName, CacheSettings settings) {
        KeyRing given = settings.encryptionKeyRing().orElse(null);
        String source = settings.encryptionKeys().orElse(null);
        if (given != null || source == null) {
            return given;
        }
        Place place = new Place(source, settings.encryptionPassword().orElse(""));
        return rings.computeIfAbsent(place, wanted -> open(cacheName, wanted));
    }

    private KeyRing open(String cacheName, Place place) {
        String source = place.source;
        if (!source.equals(PASSPHRASE) && source.indexOf(':') < 0) {
            return new ApplicationClass(source, cacheName, SETTING, loader).make(KeyRing.class);
        }
        try {
            if (source.startsWith(FILE)) {
                return KeyRings.fromFile(path(source, FILE));
            }
            if (source.startsWith(ENVIRONMENT)) {
                return KeyRings.fromEnvironment(source.substring(ENVIRONMENT.length()), environment);
            }
            if (source.startsWith(KEY_STORE)) {
                return KeyRings.fromKeyStore(path(source, KEY_STORE), place.password.toCharArray(), ALIAS);
            }
            return KeyRings.fromPassphraseText(place.password, namespace, "setting 'encryption-password'");
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    "cache '" + cacheName + "': setting 'jambry.caches." + cacheName + "." + SETTING + "' is '" + source
                            + "', but " + e.getMessage(),
                    e);
        }
    }

    private static Path path(String source, String scheme) {
        try {
            return Path.of(source.substring(scheme.length()));
        } catch (InvalidPathException e) {
            throw new ConfigurationException("that is no path of a file", e);
        }
    }

    /** Ends rings of the application's classes that have anything to end. */
    @Override
    public void close() {
        rings.values().forEach(ring -> {
            if (ring instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "a key ring of class {0} could not be closed: {1}",
                            ring.getClass().getName(),
                            e.getClass().getName());
                }
            }
        });
        rings.clear();
    }
}
