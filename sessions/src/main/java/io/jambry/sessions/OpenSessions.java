// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.ConfigurationException;
import io.jambry.DurationText;
import io.jambry.structure.Structures;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of an application with the connection they are kept by.
 *
 * <p>Settings are looked for in the container first, such as among context parameters, then in the system properties, then in the
 * environment, then in MicroProfile Config, if it is there:
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>in the container, system property, MicroProfile Config</th><th>environment</th></tr>
 * <tr><td>{@code jambry-sessions.touch-window=30s}</td><td>{@code JAMBRY_SESSIONS_TOUCH_WINDOW}</td></tr>
 * </table>
 *
 * <p>They are called as the parts of {@link SessionSettings}, in lower case with dashes; the limit is {@code max-sessions-per-user} and
 * {@code over-limit}. {@code jambry.url}, {@code jambry.config} and
 * {@code jambry.namespace} may stand in the container, too; everything else about the connection, and how attributes are written, is set as
 * for the provider alone. Thread-safe.
 */
public final class OpenSessions implements AutoCloseable {

    private static final String PREFIX = "jambry-sessions.";

    private final SessionRepository repository;
    private final @Nullable CacheManager own;
    private final @Nullable SessionsJmx shown;

    private OpenSessions(SessionRepository repository, @Nullable CacheManager own, @Nullable SessionsJmx shown) {
        this.repository = repository;
        this.own = own;
        this.shown = shown;
    }

    private static OpenSessions of(CacheManager manager, SessionSettings settings, @Nullable CacheManager own) {
        SessionRepository sessions = SessionRepository.of(manager.unwrap(Structures.class), settings);
        return new OpenSessions(sessions, own, settings.management() ? SessionsJmx.show(sessions) : null);
    }

    /**
     * Sessions by the connection of a manager.
     *
     * @param manager closed by whoever opened it
     * @param settings how they are kept
     * @return the sessions, to be closed if they are shown by JMX
     */
    public static OpenSessions lent(CacheManager manager, SessionSettings settings) {
        return of(manager, settings, /* own= */ null);
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
        SessionSettings settings = settings(application, container, MicroProfileValues.of(loader));
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
            return of(manager, settings, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    static SessionSettings settings(
            String application,
            Function<String, @Nullable String> container,
            Function<String, @Nullable String> microProfile) {
        Function<String, @Nullable String> all = key -> found(key, container, microProfile);
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
                read(all, "dirty-check", defaults.dirtyCheck(), text -> DirtyCheck.valueOf(constant(text))),
                read(all, "undecodable", defaults.undecodable(), text -> Undecodable.valueOf(constant(text))),
                read(all, "flush", defaults.flush(), text -> Flush.valueOf(constant(text))),
                limit(all),
                read(all, "management", defaults.management(), OpenSessions::trueOrFalse));
    }

    private static SessionLimit limit(Function<String, @Nullable String> all) {
        Integer most = read(all, "max-sessions-per-user", SessionLimit.NONE.perUser(), Integer::valueOf);
        OverLimit over = read(all, "over-limit", SessionLimit.NONE.over(), text -> OverLimit.valueOf(constant(text)));
        return new SessionLimit(most, over);
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static @Nullable String found(
            String key, Function<String, @Nullable String> container, Function<String, @Nullable String> microProfile) {
        String value = container.apply(PREFIX + key);
        if (value == null) {
            value = System.getProperty(PREFIX + key);
        }
        if (value == null) {
            value = System.getenv("JAMBRY_SESSIONS_" + constant(key));
        }
        return value == null ? microProfile.apply(PREFIX + key) : value;
    }

    private static <T> T read(
            Function<String, @Nullable String> all, String key, T otherwise, Function<String, T> parser) {
        String text = all.apply(key);
        try {
            return text == null ? otherwise : parser.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("setting '" + PREFIX + key + "' is '" + text + "', which is not like '"
                    + String.valueOf(otherwise).toLowerCase(Locale.ROOT)
                    + "'; durations are written as " + DurationText.EXAMPLES);
        }
    }

    private static Duration duration(String text) {
        return DurationText.parse(text, "no duration");
    }

    /**
     * The sessions.
     *
     * @return the repository
     */
    public SessionRepository repository() {
        return repository;
    }

    /** Closes the connection if it is of its own, and is shown by JMX no more. Sessions stay on the server. */
    @Override
    public void close() {
        if (shown != null) {
            shown.close();
        }
        if (own != null) {
            own.close();
        }
    }
}
