// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.ConfigurationException;
import io.jambry.structure.Structures;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of an application with the connection they are kept by.
 *
 * <p>Settings are looked for in the container first, such as among context parameters, then in the system properties, then in the
 * environment:
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>in the container, system property</th><th>environment</th></tr>
 * <tr><td>{@code jambry-sessions.touch-window=30s}</td><td>{@code JAMBRY_SESSIONS_TOUCH_WINDOW}</td></tr>
 * </table>
 *
 * <p>They are called as the parts of {@link SessionSettings}, in lower case with dashes. {@code jambry.url}, {@code jambry.config} and
 * {@code jambry.namespace} may stand in the container, too; everything else about the connection, and how attributes are written, is set as
 * for the provider alone. Thread-safe.
 */
public final class OpenSessions implements AutoCloseable {

    private static final String PREFIX = "jambry-sessions.";
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private final SessionRepository repository;
    private final @Nullable CacheManager own;

    private OpenSessions(SessionRepository repository, @Nullable CacheManager own) {
        this.repository = repository;
        this.own = own;
    }

    /**
     * Sessions by the connection of a manager.
     *
     * @param manager closed by whoever opened it
     * @param settings how they are kept
     * @return the sessions
     */
    public static OpenSessions lent(CacheManager manager, SessionSettings settings) {
        return new OpenSessions(SessionRepository.of(manager.unwrap(Structures.class), settings), null);
    }

    /**
     * Sessions by a connection of their own.
     *
     * @param application the name of the application, if no setting says another
     * @param loader finds the classes of attributes
     * @param container what the container says about a setting; null for nothing
     * @return the sessions, to be closed
     * @throws ConfigurationException if a setting is malformed or out of range
     */
    public static OpenSessions open(
            String application, ClassLoader loader, Function<String, @Nullable String> container) {
        SessionSettings settings = settings(application, container);
        Properties properties = new Properties();
        for (String key : new String[] {"jambry.url", "jambry.config", "jambry.namespace"}) {
            String value = container.apply(key);
            if (value != null) {
                properties.setProperty(key, value);
            }
        }
        CacheManager manager = Caching.getCachingProvider(
                        "io.jambry.provider.JambryCachingProvider", OpenSessions.class.getClassLoader())
                .getCacheManager(URI.create("jambry:sessions-" + UUID.randomUUID()), loader, properties);
        try {
            return new OpenSessions(SessionRepository.of(manager.unwrap(Structures.class), settings), manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    static SessionSettings settings(String application, Function<String, @Nullable String> container) {
        Function<String, @Nullable String> all = key -> found(key, container);
        String name = all.apply("application");
        SessionSettings defaults = SessionSettings.of(name == null ? application : name);
        return new SessionSettings(
                defaults.application(),
                read(all, "touch-window", defaults.touchWindow(), OpenSessions::duration),
                read(all, "grace", defaults.grace(), OpenSessions::duration),
                read(all, "sweep-interval", defaults.sweepInterval(), OpenSessions::duration),
                read(all, "lease", defaults.lease(), OpenSessions::duration),
                read(all, "max-session-bytes", defaults.maxSessionBytes(), Integer::valueOf),
                read(all, "local-copies", defaults.localCopies(), Integer::valueOf),
                read(
                        all,
                        "dirty-check",
                        defaults.dirtyCheck(),
                        text -> DirtyCheck.valueOf(text.toUpperCase(Locale.ROOT))),
                read(
                        all,
                        "undecodable",
                        defaults.undecodable(),
                        text -> Undecodable.valueOf(text.toUpperCase(Locale.ROOT))));
    }

    private static @Nullable String found(String key, Function<String, @Nullable String> container) {
        String value = container.apply(PREFIX + key);
        if (value == null) {
            value = System.getProperty(PREFIX + key);
        }
        return value == null
                ? System.getenv(
                        "JAMBRY_SESSIONS_" + key.toUpperCase(Locale.ROOT).replace('-', '_'))
                : value;
    }

    private static <T> T read(
            Function<String, @Nullable String> all, String key, T otherwise, Function<String, T> parser) {
        String text = all.apply(key);
        try {
            return text == null ? otherwise : parser.apply(text.strip());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new ConfigurationException("setting '" + PREFIX + key + "' is '" + text + "', which is not like '"
                    + String.valueOf(otherwise).toLowerCase(Locale.ROOT)
                    + "'; durations are written as 500ms, 10s, 5m, 1h or 2d");
        }
    }

    private static Duration duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long count = Long.parseLong(requireNonNull(matcher.group(1)));
        Map<String, Duration> units = Map.of(
                "ms", Duration.ofMillis(1),
                "s", Duration.ofSeconds(1),
                "m", Duration.ofMinutes(1),
                "h", Duration.ofHours(1),
                "d", Duration.ofDays(1));
        return requireNonNull(units.get(matcher.group(2))).multipliedBy(count);
    }

    /**
     * The sessions.
     *
     * @return the repository
     */
    public SessionRepository repository() {
        return repository;
    }

    /** Closes the connection if it is of its own. Sessions stay on the server. */
    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
