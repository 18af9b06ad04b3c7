// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static java.util.Objects.requireNonNull;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.CredentialsProvider;
import io.jambry.ManagerSettings;
import io.jambry.Setting;
import io.jambry.ValueCopier;
import io.jambry.spi.Codec;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueValidator;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all sources together say about one manager, its connection and its caches.
 *
 * <p>Sources, the first that says something wins: the manager URI, the {@code Properties}, system properties, the
 * environment, MicroProfile Config, the settings file, the defaults. Two things go before the URI, which then only tells
 * managers apart: an open manager in the {@code Properties}, and the URL in a file that the {@code Properties} name. For caches, the more specific pattern wins before the
 * source is looked at. Of a URL that does not win, its user info and options play no part either: no password goes to a
 * server it was not meant for.
 *
 * <p>Immutable. Read once, when the manager is opened.
 */
public final class Configuration {

    /** The URI of the manager that is asked for without one: where the other sources say, else the default server. */
    public static final URI DEFAULT_URI = URI.create("jambry:default");

    private static final String DEFAULT_SOURCE = "default";

    private final URI uri;
    private final List<Given> given;
    private final ClassLoader loader;
    private final ConnectionSettings connection;
    private final ManagerSettings manager;

    private Configuration(URI uri, List<Given> given, Optional<ManagerItself> itself, ClassLoader loader) {
        this.uri = uri;
        this.given = given;
        this.loader = loader;
        this.connection = itself.map(ManagerItself::connection).orElseGet(() -> connection(loader));
        ManagerSettings.Builder managerBuilder = ManagerSettings.builder();
        this.manager = build(
                globals(ManagerSettings.settings()),
                one -> managerBuilder.set(one.name().key(), one.text()),
                managerBuilder::build,
                "");
    }

    private ConnectionSettings connection(ClassLoader loader) {
        ConnectionSettings.Builder builder = ConnectionSettings.builder();
        return build(globals(ConnectionSettings.settings()), one -> set(builder, one, loader), builder::build, "");
    }

    private static void set(ConnectionSettings.Builder builder, Given one, ClassLoader loader) {
        if (one.object() instanceof CredentialsProvider provider) {
            builder.credentialsProvider(provider);
        } else if (one.isFor(Vocabulary.CREDENTIALS_PROVIDER)) {
            builder.credentialsProvider(one.text(), loader);
        } else {
            builder.set(one.name().key(), one.text());
        }
    }

    /**
     * Reads all sources.
     *
     * @param managerUri what the manager is asked for with; null and {@link #DEFAULT_URI} leave it to the other sources
     * @param properties what the manager is asked for with; keys that do not begin with {@code jambry.} are ignored
     * @param loader the class loader of the manager: finds the settings file and classes
     * @return the settings
     * @throws ConfigurationException if any source has an unknown key or a value that is malformed or out of range, or if a
     *     class that they name cannot be constructed
     */
    public static Configuration load(@Nullable URI managerUri, Properties properties, ClassLoader loader) {
        return load(managerUri, properties, loader, Surroundings.ofThisJvm());
    }

    static Configuration load(
            @Nullable URI managerUri, Properties properties, ClassLoader loader, Surroundings surroundings) {
        requireNonNull(loader, "loader");
        Optional<ManagerItself> itself = ManagerItself.read(requireNonNull(properties, "properties"));
        List<Given> ofUri = ManagerUri.read(managerUri);
        List<Given> ofProperties = PropertySource.readGiven(properties);
        itself.ifPresent(manager -> manager.requireNothingElse(ofProperties));
        List<Given> given = new ArrayList<>(ofUri);
        given.addAll(ofProperties);
        given.addAll(PropertySource.readSystem(surroundings.systemProperties()));
        given.addAll(EnvironmentSource.read(surroundings.environment()));
        given.addAll(MicroProfile.read(loader, surroundings.environment().keySet()));
        Optional<Given> namedFile = first(ofProperties, Vocabulary.CONFIG);
        boolean uriNamesFile = first(ofUri, Vocabulary.CONFIG).isPresent();
        boolean saysElsewhere = itself.isPresent() || isNamedConnection(ofProperties);
        if (uriNamesFile ? namedFile.isPresent() : saysElsewhere) {
            given.removeAll(ofUri);
        }
        given = withoutLosingUrls(given);
        List<Given> ofFile = first(given, Vocabulary.CONFIG)
                .map(config -> FileLocation.read(config, loader))
                .orElseGet(() -> FileLocation.readUsual(loader));
        if (namedFile.isPresent() && first(ofFile, Vocabulary.URL).isPresent()) {
            given.removeAll(ofUri);
        }
        given.addAll(ofFile);
        List<Given> winners = withoutLosingUrls(given);
        List<Given> all = itself.map(manager -> manager.instead(winners)).orElse(winners);
        return new Configuration(ManagerUri.safe(managerUri), List.copyOf(all), itself, loader);
    }

    /** A connection that managers share by a name, and the server it leads to. */
    private static boolean isNamedConnection(List<Given> ofProperties) {
        return first(ofProperties, Vocabulary.CONNECTION_NAME).isPresent()
                && first(ofProperties, Vocabulary.URL).isPresent();
    }

    private static List<Given> withoutLosingUrls(List<Given> given) {
        String winner = first(given, Vocabulary.URL).map(Given::source).orElse("");
        return given.stream()
                .filter(one -> one.urlSource().isEmpty() || one.urlSource().equals(winner))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Optional<Given> first(List<Given> given, Setting<?> setting) {
        return given.stream().filter(one -> one.isFor(setting)).findFirst();
    }

    /**
     * The manager's own URI.
     *
     * @return the URI it was asked for with, without user info and options, or {@link #DEFAULT_URI}
     */
    public URI uri() {
        return uri;
    }

    /**
     * The settings of the connection.
     *
     * @return immutable settings
     */
    public ConnectionSettings connection() {
        return connection;
    }

    /**
     * The settings of the manager.
     *
     * @return immutable settings
     */
    public ManagerSettings manager() {
        return manager;
    }

    /**
     * The settings of a cache.
     *
     * @param name any name, whether some source mentions it or not
     * @return immutable settings
     * @throws ConfigurationException if the settings that meet at this cache contradict each other
     */
    public CacheSettings cache(String name) {
        return cache(name, CacheSettings.builder());
    }

    /**
     * The settings of a cache that code has set something for.
     *
     * @param name any name, whether some source mentions it or not
     * @param ofCode what is set where no source says something
     * @return immutable settings
     * @throws ConfigurationException if the settings that meet at this cache contradict each other
     */
    public CacheSettings cache(String name, CacheSettings ofCode) {
        return cache(name, requireNonNull(ofCode, "settings").toBuilder());
    }

    private CacheSettings cache(String name, CacheSettings.Builder builder) {
        return build(
                ofCache(requireNonNull(name, "name")),
                one -> set(builder, one),
                () -> withinTimeout(builder.build()),
                "cache '" + name + "': ");
    }

    private void set(CacheSettings.Builder builder, Given one) {
        if (one.isFor(Vocabulary.CODEC) && one.object() instanceof Codec codec) {
            builder.codec(codec);
        } else if (one.isFor(Vocabulary.ENCRYPTION_KEYS) && one.object() instanceof KeyRing ring) {
            builder.encryptionKeys(ring);
        } else if (one.object() instanceof ValueCopier<?> copier) {
            builder.nearCopier(copier);
        } else if (one.isFor(Vocabulary.NEAR_COPIER)) {
            builder.nearCopier(one.text(), loader);
        } else if (one.isFor(Vocabulary.VALIDATORS) && one.object() instanceof List<?> validators) {
            builder.validators(validators.stream()
                    .<ValueValidator<?, ?>>map(ValueValidator.class::cast)
                    .toList());
        } else if (one.isFor(Vocabulary.VALIDATORS)) {
            builder.validators(one.text(), loader);
        } else {
            builder.set(one.name().setting().key(), one.text());
        }
    }

    /** What a cache waits for is a part of a call, and a call ends with its deadline. */
    private CacheSettings withinTimeout(CacheSettings settings) {
        if (settings.waitReplicas() > 0 && settings.waitTimeout().compareTo(connection.timeout()) > 0) {
            throw new ConfigurationException(
                    "setting 'wait-replicas' needs a 'wait-timeout' that is at most 'timeout', but"
                            + " it is " + settings.waitTimeout().toMillis() + " ms and 'timeout' is "
                            + connection.timeout().toMillis() + " ms: shorten the one, or raise the other");
        }
        return settings;
    }

    private static <T> T build(List<Given> winners, Consumer<Given> set, Supplier<T> build, String where) {
        try {
            winners.forEach(set);
            return build.get();
        } catch (ConfigurationException contradiction) {
            String message = String.valueOf(contradiction.getMessage());
            String sources = winners.stream()
                    .filter(one -> message.contains("'" + one.name().setting().key() + "'"))
                    .map(Given::toString)
                    .collect(Collectors.joining(", "));
            throw new ConfigurationException(where + message + " (" + sources + ")", contradiction);
        }
    }

    private List<Given> globals(List<Setting<?>> chapter) {
        return chapter.stream()
                .flatMap(setting -> first(given, setting).stream())
                .toList();
    }

    private List<Given> ofCache(String cacheName) {
        return CacheSettings.settings().stream()
                .flatMap(setting -> given.stream()
                        .filter(one ->
                                one.isFor(setting) && one.name().pattern().matches(cacheName))
                        // the first of equals is kept: they stand in the order of the sources
                        .reduce((one, next) ->
                                one.name().pattern().compareTo(next.name().pattern()) <= 0 ? one : next)
                        .stream())
                .toList();
    }

    /**
     * Which value came from where.
     *
     * @return each setting of connection and manager, each default for caches, then what is said for single caches
     */
    public List<EffectiveSetting> effective() {
        List<EffectiveSetting> effective = new ArrayList<>();
        Vocabulary.globals()
                .forEach(row -> effective.add(explain(row.getValue(), row.getKey(), first(given, row.getValue()))));
        Vocabulary.ofCaches()
                .forEach(row -> effective.add(explain(
                        row.getValue(),
                        Vocabulary.DEFAULTS + row.getKey(),
                        given.stream()
                                .filter(one -> one.name().equals(new SettingName(row.getValue(), CachePattern.ALL)))
                                .findFirst())));
        Map<SettingName, Given> single = given.stream()
                .filter(one -> one.name().pattern().kind() != CachePattern.Kind.ALL)
                .collect(Collectors.toMap(
                        Given::name,
                        Function.identity(),
                        (winner, loser) -> winner,
                        () -> new TreeMap<>(
                                Comparator.comparing(SettingName::pattern).thenComparing(SettingName::key))));
        single.forEach((name, one) -> effective.add(one.effective(name.key())));
        return List.copyOf(effective);
    }

    /**
     * Which value of a cache came from where.
     *
     * @param cacheName any name
     * @return each setting of the cache, by its short key
     */
    public List<EffectiveSetting> effective(String cacheName) {
        List<Given> winners = ofCache(requireNonNull(cacheName, "cacheName"));
        return CacheSettings.settings().stream()
                .map(setting -> explain(setting, setting.key(), first(winners, setting)))
                .toList();
    }

    private static EffectiveSetting explain(Setting<?> setting, String key, Optional<Given> winner) {
        return winner.map(one -> one.effective(key))
                .orElseGet(() -> new EffectiveSetting(key, setting.defaultText(), DEFAULT_SOURCE));
    }

    /**
     * Writes {@link #effective()} as a table.
     *
     * @return one line for each setting: key, value, source
     */
    public String report() {
        List<EffectiveSetting> rows = effective();
        int keys = rows.stream().mapToInt(row -> row.key().length()).max().orElse(1);
        int values = rows.stream().mapToInt(row -> row.value().length()).max().orElse(1);
        String line = "%-" + keys + "s  %-" + Math.max(1, values) + "s  %s%n";
        return rows.stream()
                .map(row -> String.format(line, row.key(), row.value(), row.source()))
                .collect(Collectors.joining());
    }

    /** What was set and by which source, without the values. */
    @Override
    public String toString() {
        return "configuration" + given;
    }
}
