// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.Setting;
import io.jambry.redis.RedisLink;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The links that managers of this JVM share by name, whatever their class loaders are.
 *
 * <p>Thread-safe.
 */
final class SharedLinks {

    /** The links that somebody holds. Guarded by the class. */
    private static final Map<String, SharedLink> NAMED = new HashMap<>();

    private SharedLinks() {}

    /** A link of one's own, to be released by the caller. */
    static SharedLink own(ConnectionSettings settings) {
        return new SharedLink(settings, RedisLink.open(Backend.link(settings)), () -> {});
    }

    /** The link of a name, opened if nobody holds it, to be released by the caller. */
    static synchronized SharedLink named(String name, ConnectionSettings settings) {
        requireCredentialsThatLast(name, settings);
        SharedLink there = NAMED.get(name);
        if (there != null && there.isHeld()) {
            requireSame(name, settings, there.settings());
            if (there.hold()) {
                return there;
            }
        }
        SharedLink opened =
                new SharedLink(settings, RedisLink.open(Backend.link(settings)), () -> forgetReleased(name));
        NAMED.put(name, opened);
        return opened;
    }

    private static synchronized void forgetReleased(String name) {
        // its successor may be held already
        NAMED.computeIfPresent(name, (same, link) -> link.isHeld() ? link : null);
    }

    /** The link would keep an object of one application, and its class loader, after that is gone. */
    private static void requireCredentialsThatLast(String name, ConnectionSettings settings) {
        ClassLoader theirs = settings.credentials().getClass().getClassLoader();
        boolean lasts = Stream.iterate(SharedLinks.class.getClassLoader(), Objects::nonNull, ClassLoader::getParent)
                .anyMatch(ours -> ours == theirs);
        if (theirs != null && !lasts) {
            throw new ConfigurationException("setting 'connection-name' is '" + name
                    + "', and a connection that applications share cannot ask the class "
                    + settings.credentials().getClass().getName()
                    + " of one of them, which 'credentials-provider' gives:"
                    + " put that class where Jambry is, or take out 'connection-name'");
        }
    }

    private static void requireSame(String name, ConnectionSettings here, ConnectionSettings there) {
        if (!here.equals(there)) {
            throw new ConfigurationException("the connection '" + name + "' is open in this JVM with other settings ("
                    + difference(here, there) + "); use the same settings, or another 'connection-name'");
        }
    }

    /** Names what differs, such as {@code timeout: 2s there, 3s here}; of secrets only that they do. */
    private static String difference(ConnectionSettings here, ConnectionSettings there) {
        Properties ours = here.toProperties();
        Properties theirs = there.toProperties();
        return ConnectionSettings.settings().stream()
                .filter(setting -> !value(ours, setting).equals(value(theirs, setting)))
                .map(setting ->
                        setting.key() + ": " + difference(setting, value(ours, setting), value(theirs, setting)))
                .collect(Collectors.joining("; "));
    }

    private static Object value(Properties properties, Setting<?> setting) {
        return properties.getOrDefault("jambry." + setting.key(), setting.defaultText());
    }

    private static String difference(Setting<?> setting, Object here, Object there) {
        boolean bothSecret = setting.isSecret() && !here.equals("") && !there.equals("");
        return bothSecret ? "another one there" : shown(setting, there) + " there, " + shown(setting, here) + " here";
    }

    private static String shown(Setting<?> setting, Object value) {
        if (value.equals("")) {
            return "none";
        }
        return value instanceof String text
                ? setting.shown(text)
                : value.getClass().getName();
    }
}
