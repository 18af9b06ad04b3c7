// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.encryption;

import io.jambry.CacheDefinitionException;
import io.jambry.CacheSettings;
import io.jambry.DecodingException;
import io.jambry.Jambry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * Encrypts a cache with keys from a file, and changes the key while the cache is open.
 *
 * <p>Ends with 0 if each step found what it should, with 1 if not.
 */
public final class EncryptedCache {

    /** A server that is started for this JVM, and its name. With a server of your own: {@code rediss://user:password@host}. */
    private static final String SERVER = "embedded:encryption";

    private static final String CACHE = "patients";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CachingProvider provider;
    private final PrintStream out;
    private boolean good = true;

    private EncryptedCache(CachingProvider provider, PrintStream out) {
        this.provider = provider;
        this.out = out;
    }

    /** Takes nothing. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out) ? 0 : 1);
    }

    static boolean run(PrintStream out) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("jambry-encryption");
        KeyFile keys = new KeyFile(directory.resolve("keys"));
        KeyFile newKeys = new KeyFile(directory.resolve("new-keys"));
        try (CachingProvider provider = Caching.getCachingProvider()) {
            return new EncryptedCache(provider, out).run(keys, newKeys);
        } finally {
            Files.deleteIfExists(keys.path());
            Files.deleteIfExists(newKeys.path());
            Files.delete(directory);
        }
    }

    private boolean run(KeyFile keys, KeyFile newKeys) throws IOException, InterruptedException {
        keys.add(1, KeyFile.random());
        Cache<String, String> patients = open("clinic", encryptedWith(keys));
        patients.put("Ada", "has a cold");
        check("who has the keys reads what was written", "has a cold".equals(patients.get("Ada")));
        check("who has none is not let in", isRefused("stranger"));

        // a new key comes into every file before anybody encrypts with it
        String newKey = KeyFile.random();
        keys.add(2, newKey);
        newKeys.add(2, newKey);
        Cache<String, String> newcomer = open("newcomer", encryptedWith(newKeys));
        keys.makeCurrent(2);
        check("the new key comes into use while the cache is open", comesIntoUse(patients, newcomer));
        check("what the old key encrypted stays readable", "has a cold".equals(patients.get("Ada")));
        check("but not by who has the new key alone", !canRead(newcomer, "Ada"));

        patients.forEach(entry -> patients.put(entry.getKey(), entry.getValue()));
        keys.remove(1);
        check("what was written anew needs the old key no more", canRead(newcomer, "Ada") && canRead(patients, "Ada"));
        return good;
    }

    /** The file is looked at once a second; until then, values are written with the old key. */
    private static boolean comesIntoUse(Cache<String, String> patients, Cache<String, String> newcomer)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            patients.put("Bob", "broke an arm");
            if (canRead(newcomer, "Bob")) {
                return true;
            }
            Thread.sleep(50);
        } while (System.nanoTime() < end);
        return false;
    }

    private static CacheSettings encryptedWith(KeyFile keys) {
        return CacheSettings.builder()
                .encryption("xaes-256-gcm")
                .encryptionKeys("file:" + keys.path())
                .build();
    }

    private Cache<String, String> open(String who, CacheSettings settings) {
        Properties properties = Jambry.propertiesByUrl(SERVER);
        properties.putAll(settings.toProperties(CACHE));
        // each as another JVM would have it
        CacheManager manager = provider.getCacheManager(URI.create("jambry:" + who), null, properties);
        return manager.createCache(
                CACHE, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    /** Whether who does not read what others write is kept from opening the cache. */
    private boolean isRefused(String who) {
        try {
            open(who, CacheSettings.builder().build());
            return false;
        } catch (CacheDefinitionException e) {
            return true;
        }
    }

    private static boolean canRead(Cache<String, String> cache, String key) {
        try {
            return cache.get(key) != null;
        } catch (DecodingException e) {
            return false;
        }
    }

    private void check(String step, boolean holds) {
        good &= holds;
        out.println((holds ? "ok      " : "FAILED  ") + step);
    }
}
