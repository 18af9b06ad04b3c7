// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheDefinitionException;
import io.jambry.CacheSettings;
import io.jambry.CacheSettings.ReadFailure;
import io.jambry.CacheSettings.WriteFailure;
import io.jambry.ConfigurationException;
import io.jambry.cache.CacheAssembly;
import io.jambry.cache.CacheConfiguration;
import io.jambry.cache.CacheLife;
import io.jambry.cache.StandardCache;
import io.jambry.codec.AllowedClasses;
import io.jambry.codec.EntryNames;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.KeyFallback;
import io.jambry.codec.ValueCodec;
import io.jambry.near.NearCache;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Consistency;
import io.jambry.spi.Namespace;
import io.jambry.spi.Registry.Registration;
import io.jambry.spi.Store;
import io.jambry.spi.WriteQueue;
import io.jambry.store.layer.TolerantStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The way from settings to an open cache: registered, its store with the layers that are wanted, its codecs.
 *
 * @param manager whose caches they are
 * @param namespace where they live
 * @param namespaceName its name
 * @param threads whose threads they use
 * @param managerKeys the keys they are encrypted with
 * @param strict whether settings that do not bind the data must be the same everywhere
 * @param onClose is told when a cache begins to close
 */
record CacheOpening(
        CacheManager manager,
        Namespace namespace,
        String namespaceName,
        ManagerThreads threads,
        ManagerKeys managerKeys,
        boolean strict,
        Consumer<CacheLife<?, ?>> onClose) {

    private static final System.Logger LOG = System.getLogger(CacheOpening.class.getName());

    /** What is over takes room until then, within the bounds; looking at a million values takes a few milliseconds. */
    private static final Duration NEAR_PRUNING = Duration.ofSeconds(10);

    <K, V> StandardCache<K, V> open(String name, CacheConfiguration<K, V> configuration, CacheSettings settings) {
        // first of all: without its keys, no cache is registered, and none is cleared
        Secrecy secrecy =
                Secrecy.of(namespaceName, name, settings, managerKeys.ring(name, settings), manager.getClassLoader());
        Store store = register(name, Definition.of(configuration, settings).with(secrecy.names()));
        try {
            WriteQueue queue = queue(name, settings);
            ValueForms forms = forms(name, configuration, settings, secrecy);
            Codec codec = forms.codec();
            List<Codec> otherCodecs = forms.otherCodecs();
            KeyCodec keys = keys(forms.context(), settings, codec, secrecy.names());
            ValueCodec values =
                    new ValueCodec(forms.context(), codec, otherCodecs, forms.envelope(), settings.header());
            Nearness<K, V> nearness = Nearness.of(name, store, configuration, settings, keys, values);
            StandardCache<K, V> cache = new CacheAssembly<K, V>(
                            name,
                            manager,
                            configuration,
                            settings,
                            layered(nearness.store(), name, settings),
                            keys,
                            values,
                            forms.validation(),
                            nearness.near(),
                            queue,
                            threads.background(),
                            threads.callers(),
                            receiver -> namespace.feed(name, receiver, settings.listenerTimeout()),
                            onClose::accept)
                    .open();
            compare(name, cache, forms.note(codec, otherCodecs));
            takeOnDuties(cache, settings, store, nearness.near());
            return cache;
        } catch (RuntimeException e) {
            namespace.registry().close(name);
            throw e;
        }
    }

    /** Sees to what has to be done from time to time while the cache is open. */
    private void takeOnDuties(
            StandardCache<?, ?> cache, CacheSettings settings, Store store, @Nullable NearCache<?, ?> near) {
        CacheLife<?, ?> life = cache.life();
        String name = "of cache '" + life.name() + "'";
        life.closeWith(
                threads.every(settings.invokeLease().dividedBy(4), "renewing claims " + name, life::renewLeases));
        if (settings.writeBehind()) {
            life.closeWith(threads.every(
                    settings.writeLease().dividedBy(3), "renewing leases on the queue " + name, life::renewQueue));
        }
        if (near != null) {
            life.closeWith(threads.every(NEAR_PRUNING, "letting go of what is old near " + name, near::prune));
        }
        // what expires elsewhere is told by a sweep that begins after half of that time and takes some
        Duration period = store.isLocal()
                ? settings.expiredSweep()
                : settings.expiredSweep().dividedBy(2);
        life.closeWith(threads.every(period, "looking for what expired " + name, cache::sweep));
    }

    /** Compares what does not bind the data with what those who have the cache open use. */
    private void compare(String name, StandardCache<?, ?> cache, Map<String, String> forms) {
        Map<String, String> note = new HashMap<>(cache.note());
        note.putAll(forms);
        Notes notes = Notes.of(name, note, strict);
        try {
            notes.compareWith(namespace.registry().note(name, notes.here()).values());
        } catch (CacheDefinitionException e) {
            cache.close();
            throw e;
        }
    }

    /** Registers the cache cluster-wide, and sees to it that the entries it finds can be read. */
    private Store register(String name, Definition definition) {
        Store store = definition.store(namespace, name);
        Registration registration = namespace.registry().open(name, definition.properties());
        Definition there = new Definition(registration.previous());
        switch (registration.entrance()) {
            case CREATED, JOINED -> {
                // nothing to see to
            }
            case REFUSED ->
                throw new CacheDefinitionException("cache '" + name
                        + "' is open elsewhere with another definition (" + definition.differenceTo(there)
                        + "); use the same definition, another name, or close it there");
            case REPLACED -> {
                boolean readable = definition.canReadEntriesOf(there);
                LOG.log(
                        System.Logger.Level.INFO,
                        "cache ''{0}'' gets a new definition ({1}); its entries {2}",
                        name,
                        definition.differenceTo(there),
                        readable ? "stay" : "are removed, since they cannot be read by it");
                if (!readable) {
                    try (Store old = there.store(namespace, name)) {
                        old.clear();
                    }
                    return definition.store(namespace, name);
                }
                if (there.writesBehind() && !definition.writesBehind()) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "cache ''{0}'' does not write behind any more; what may still be queued is written when it is opened with"
                                    + " write-behind=true",
                            name);
                }
            }
        }
        return store;
    }

    /** Where writes wait for the system of record; null if they do not wait. */
    private @Nullable WriteQueue queue(String name, CacheSettings settings) {
        if (!settings.writeBehind()) {
            return null;
        }
        WriteQueue.Limits limits = new WriteQueue.Limits(
                settings.writeQueueCapacity(),
                settings.writeDelay(),
                settings.writeCoalescing(),
                settings.writeLease());
        Consistency consistency =
                new Consistency(settings.waitReplicas(), settings.waitTimeout(), /* readsReplicas= */ false);
        return namespace
                .writeQueue(name, limits, consistency)
                .orElseThrow(() -> new ConfigurationException("cache '" + name
                        + "': setting 'write-behind' is on, and nothing that is kept in memory: would outlive this JVM, so that writes would be"
                        + " lost; use a server, as by redis:// or embedded:, or set write-behind=false"));
    }

    private static Store layered(Store store, String name, CacheSettings settings) {
        boolean readsMiss = settings.onReadFailure() == ReadFailure.MISS;
        boolean writesSkip = settings.onWriteFailure() == WriteFailure.SKIP;
        return readsMiss || writesSkip ? new TolerantStore(store, name, readsMiss, writesSkip) : store;
    }

    private ValueForms forms(String name, Configuration<?, ?> types, CacheSettings settings, Secrecy secrecy) {
        AllowedClasses classes = new AllowedClasses(
                List.of(types.getKeyType(), types.getValueType()), String.join(";", settings.allowClasses()), name);
        return new ValueForms(
                namespaceName,
                settings,
                new CodecContext(
                        name,
                        types.getKeyType(),
                        types.getValueType(),
                        manager.getClassLoader(),
                        classes,
                        settings.maxValueBytes()),
                secrecy);
    }

    static KeyCodec keys(CodecContext context, CacheSettings settings, Codec codec, EntryNames names) {
        KeyFallback fallback = settings.keys() == CacheSettings.Keys.JDK ? KeyFallback.JDK : KeyFallback.REFUSE;
        return new KeyCodec(context, fallback, codec, names, settings.maxKeyBytes());
    }
}
