// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Hashtable;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes cache managers and caches for JNDI, so that a container can offer them under a name. Its class name is stable.
 *
 * <p>The class of the reference says what is wanted: {@code javax.cache.CacheManager} or {@code javax.cache.Cache}. Its addresses are
 * {@code uri}, the URI of the manager (the provider's default without it), {@code cache}, the name of the cache, and settings
 * as {@code Properties} have them, such as {@code jambry.namespace}; others are ignored. In Tomcat:
 *
 * <pre>{@code
 * <Resource name="cache/books" type="javax.cache.Cache" factory="io.jambry.provider.JambryObjectFactory"
 *           uri="redis://cache.example" cache="books"
 *           jambry.caches.books.key-type="java.lang.String" jambry.caches.books.value-type="com.acme.Book"/>
 * }</pre>
 *
 * <p>Manager and cache are those that {@code Caching} gives for the context class loader of the thread that looks them up: the
 * application closes them with its provider, not with the name.
 *
 * <p>Thread-safe.
 */
public final class JambryObjectFactory implements ObjectFactory {

    private static final String URI_ADDRESS = "uri";
    private static final String CACHE_ADDRESS = "cache";
    private static final String SETTING = "jambry.";

    /** Called by JNDI. */
    public JambryObjectFactory() {
        // nothing to prepare
    }

    /**
     * Makes what a reference describes.
     *
     * @param described a {@link Reference}
     * @param name ignored
     * @param context ignored
     * @param environment ignored
     * @return a manager or a cache; null if the reference is about something else
     * @throws NamingException if an address is missing or malformed, or there is no such cache
     */
    @Override
    public @Nullable Object getObjectInstance(
            @Nullable Object described,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (!(described instanceof Reference reference)) {
            return null;
        }
        String type = reference.getClassName();
        if (type.equals(CacheManager.class.getName()) || type.equals(Jambry.class.getName())) {
            return manager(reference);
        }
        if (type.equals(Cache.class.getName()) || type.equals(JambryCache.class.getName())) {
            return cache(reference);
        }
        return null;
    }

    private static CacheManager manager(Reference reference) throws NamingException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        CachingProvider provider = Caching.getCachingProvider(
                JambryCachingProvider.class.getName(),
                loader == null ? JambryObjectFactory.class.getClassLoader() : loader);
        String uri = address(reference, URI_ADDRESS);
        try {
            return provider.getCacheManager(
                    uri == null ? provider.getDefaultURI() : new URI(uri), loader, settings(reference));
        } catch (URISyntaxException e) {
            // not the text: it may have a password
            throw new ConfigurationException("the address 'uri' is no URI: " + e.getReason());
        }
    }

    private static Cache<?, ?> cache(Reference reference) throws NamingException {
        String name = address(reference, CACHE_ADDRESS);
        if (name == null) {
            throw new ConfigurationException("the address 'cache' is missing; give it the name of the cache");
        }
        Cache<?, ?> cache = manager(reference).getCache(name);
        if (cache == null) {
            throw new NameNotFoundException(
                    "there is no cache '" + name + "', and no types for it; create it first, or give"
                            + " 'jambry.caches." + name + ".key-type' and 'jambry.caches." + name + ".value-type'");
        }
        return cache;
    }

    private static Properties settings(Reference reference) {
        Properties settings = new Properties();
        for (RefAddr address : Collections.list(reference.getAll())) {
            if (address.getType().startsWith(SETTING) && address.getContent() instanceof String text) {
                settings.setProperty(address.getType(), text);
            }
        }
        return settings;
    }

    private static @Nullable String address(Reference reference, String type) {
        RefAddr address = reference.get(type);
        return address != null && address.getContent() instanceof String text ? text : null;
    }
}
