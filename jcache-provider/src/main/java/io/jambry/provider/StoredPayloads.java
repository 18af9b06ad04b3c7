// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.codec.Envelope;
import io.jambry.config.Configuration;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Namespace;
import io.jambry.spi.Store;
import io.jambry.spi.Store.Scope;
import io.jambry.spi.StoreEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** The values of a cache as its codec wrote them, out of their envelopes; no class of the application is needed. */
public final class StoredPayloads {

    private StoredPayloads() {}

    /**
     * Walks over a cache and takes what it meets. Values that do not open are left out.
     *
     * @param cacheName a cache that is registered
     * @param most how many values to take
     * @param given settings that go before those of other sources, as for a manager
     * @param loader finds what settings name
     * @return as many values, or fewer if there are fewer; owned by the caller
     * @throws ConfigurationException if a setting is wrong, or there is no such cache
     */
    public static List<byte[]> of(String cacheName, int most, Properties given, ClassLoader loader) {
        Configuration configuration = Configuration.load(Configuration.DEFAULT_URI, given, loader);
        CacheSettings settings = configuration.cache(cacheName);
        String namespaceName = configuration.manager().namespace();
        CodecContext context =
                new CodecContext(cacheName, Object.class, Object.class, loader, type -> {}, settings.maxValueBytes());
        try (ManagerKeys keys = new ManagerKeys(namespaceName, loader, System.getenv());
                Namespace namespace = Backend.open(
                        Backend.link(configuration, given),
                        configuration.manager(),
                        UUID.randomUUID().toString())) {
            Optional<Definition> there = namespace.registry().find(cacheName).map(Definition::new);
            if (there.isEmpty()) {
                throw new ConfigurationException("there is no cache '" + cacheName + "' in namespace '" + namespaceName
                        + "', which has " + namespace.registry().names() + "; correct its name, 'namespace' or 'url'");
            }
            Secrecy secrecy = Secrecy.of(namespaceName, cacheName, settings, keys.ring(cacheName, settings), loader);
            Envelope envelope = new ValueForms(namespaceName, settings, context, secrecy).envelope();
            try (Store store = there.get().store(namespace, cacheName)) {
                return read(store, envelope, most, settings.pageSize());
            }
        }
    }

    private static List<byte[]> read(Store store, Envelope envelope, int most, int pageSize) {
        List<byte[]> payloads = new ArrayList<>();
        Iterator<List<StoreEntry>> pages = store.scan(Scope.ENTRIES, pageSize);
        while (payloads.size() < most && pages.hasNext()) {
            pages.next().stream()
                    .map(entry -> envelope.payload(Objects.requireNonNull(entry.value()), entry.key()))
                    .flatMap(Optional::stream)
                    .limit(most - payloads.size())
                    .forEach(payloads::add);
        }
        return payloads;
    }
}
