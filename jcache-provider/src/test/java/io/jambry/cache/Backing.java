// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheManager;

/** Where the entries of a tested cache are. */
public enum Backing {
    MEMORY("memory:tests"),
    EMBEDDED("embedded:tests");

    private final String uri;

    Backing(String uri) {
        this.uri = uri;
    }

    /** Whether other JVMs may change the entries. */
    public boolean isShared() {
        return this == EMBEDDED;
    }

    public URI uri() {
        return URI.create(uri);
    }

    /** A manager of a provider of its own, as another JVM would have it; closed by closing its provider. */
    public CacheManager manager(Map<String, String> settings) {
        return manager(settings, Backing.class.getClassLoader());
    }

    public CacheManager manager(Map<String, String> settings, ClassLoader loader) {
        return new JambryCachingProvider().getCacheManager(uri(), loader, properties(settings));
    }

    public static Properties properties(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", "cache-tests");
        settings.forEach((key, value) -> properties.setProperty("jambry." + key, value));
        return properties;
    }
}
