// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.naming.ConfigurationException;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Managers and caches by their names in JNDI. */
class JambryObjectFactoryTest {

    private static final String URI_TEXT = "memory:object-factory";

    private AutoCloseable naming;

    @BeforeEach
    void begin() {
        naming = NamingInThisJvm.begin();
    }

    @AfterEach
    void end() throws Exception {
        naming.close();
        Caching.getCachingProvider(JambryCachingProvider.class.getName()).close();
    }

    private static Reference reference(Class<?> type, String... addresses) {
        Reference reference = new Reference(type.getName(), JambryObjectFactory.class.getName(), null);
        for (int i = 0; i < addresses.length; i += 2) {
            reference.add(new StringRefAddr(addresses[i], addresses[i + 1]));
        }
        return reference;
    }

    @SuppressWarnings({"BanJNDI", "unchecked"}) // the names are bound in this JVM
    private static <T> T lookup(String name) throws NamingException {
        return (T) new InitialContext().lookup(name);
    }

    @Test
    void lookup_manager_isTheOneOfTheApplication() throws Exception {
        NamingInThisJvm.bind(
                "java:comp/env/caching",
                reference(
                        CacheManager.class,
                        "uri",
                        URI_TEXT,
                        "jambry.namespace",
                        "shop",
                        "auth",
                        "Container",
                        "scope",
                        "Shareable"));

        CacheManager manager = lookup("java:comp/env/caching");

        assertThat(manager)
                .isSameAs(Caching.getCachingProvider(JambryCachingProvider.class.getName())
                        .getCacheManager(
                                URI.create(URI_TEXT), Thread.currentThread().getContextClassLoader()));
        assertThat(manager.unwrap(Jambry.class).configurationReport()).contains("shop");
        assertThat(JambryObjectFactoryTest.<CacheManager>lookup("java:comp/env/caching"))
                .isSameAs(manager);
    }

    @Test
    void lookup_cacheWithTypes_isOpened() throws Exception {
        NamingInThisJvm.bind(
                "cache/books",
                reference(
                        Cache.class,
                        "uri",
                        URI_TEXT,
                        "cache",
                        "books",
                        "jambry.caches.books.key-type",
                        "java.lang.String",
                        "jambry.caches.books.value-type",
                        "java.lang.Long"));

        Cache<String, Long> books = lookup("cache/books");
        books.put("k", 1L);

        assertThat(JambryObjectFactoryTest.<Cache<String, Long>>lookup("cache/books")
                        .get("k"))
                .isEqualTo(1);
        assertThat(books).isInstanceOf(JambryCache.class);
    }

    @Test
    void lookup_cacheWithoutTypes_saysWhatIsMissing() {
        NamingInThisJvm.bind("cache/books", reference(Cache.class, "uri", URI_TEXT, "cache", "books"));
        NamingInThisJvm.bind("cache/none", reference(Cache.class, "uri", URI_TEXT));
        NamingInThisJvm.bind("cache/bad", reference(CacheManager.class, "uri", "memory:a b"));

        assertThatThrownBy(() -> lookup("cache/books"))
                .isInstanceOf(NameNotFoundException.class)
                .hasMessageContaining("there is no cache 'books'")
                .hasMessageContaining("jambry.caches.books.key-type");
        assertThatThrownBy(() -> lookup("cache/none"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the address 'cache' is missing; give it the name of the cache");
        assertThatThrownBy(() -> lookup("cache/bad"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the address 'uri' is no URI");
    }

    @Test
    void getObjectInstance_somethingElse_isLeftToOthers() throws Exception {
        JambryObjectFactory factory = new JambryObjectFactory();

        assertThat(factory.getObjectInstance("text", null, null, null)).isNull();
        assertThat(factory.getObjectInstance(reference(String.class), null, null, null))
                .isNull();
    }
}
