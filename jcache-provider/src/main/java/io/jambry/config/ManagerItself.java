// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The open manager in the {@code Properties} whose connection a new one uses. It says all about the connection: what other
 * sources say of it plays no part, and what the {@code Properties} say beside it must be the same.
 *
 * @param connection how that manager is connected
 */
record ManagerItself(ConnectionSettings connection) {

    private static final String SOURCE = "Properties key " + Jambry.MANAGER_ITSELF;

    /** Finds the manager. */
    static Optional<ManagerItself> read(Properties properties) {
        Object found = properties.get(Jambry.MANAGER_ITSELF);
        if (found == null) {
            return Optional.empty();
        }
        if (!(found instanceof Jambry manager)) {
            throw new ConfigurationException("Properties key '" + Jambry.MANAGER_ITSELF + "' has a value of class "
                    + found.getClass().getName()
                    + "; give an open io.jambry.Jambry, as CacheManager.unwrap(Jambry.class) does");
        }
        if (manager.isClosed()) {
            throw closed();
        }
        ConnectionSettings connection = manager.connection();
        if (connection.scheme() == ConnectionSettings.Scheme.MEMORY) {
            throw new ConfigurationException(
                    "Properties key '" + Jambry.MANAGER_ITSELF
                            + "' holds a manager of a memory: store, which belongs to that manager alone; give one of a server");
        }
        return Optional.of(new ManagerItself(connection));
    }

    /** The manager was closed before, or while, the new one was opened. */
    static ConfigurationException closed() {
        return new ConfigurationException("Properties key '" + Jambry.MANAGER_ITSELF
                + "' holds a cache manager that is closed; give an open one, or the settings of a connection");
    }

    /** What all sources say, with the connection as it is, and nothing else about it. */
    List<Given> instead(List<Given> given) {
        List<Given> result = new ArrayList<>();
        Properties ours = connection.toProperties();
        for (Setting<?> setting : ConnectionSettings.settings()) {
            Object value = ours.get(Vocabulary.PREFIX + setting.key());
            if (value != null) {
                result.add(given(setting, value));
            }
        }
        given.stream().filter(one -> !isAboutConnections(one)).forEach(result::add);
        return result;
    }

    private static Given given(Setting<?> setting, Object value) {
        SettingName name = new SettingName(setting, CachePattern.ALL);
        return value instanceof String text
                ? new Given(name, text, null, SOURCE, /* urlSource= */ "")
                : Given.ofObject(name, value, SOURCE);
    }

    private static boolean isAboutConnections(Given one) {
        return one.isFor(Vocabulary.CONNECTION_NAME)
                || ConnectionSettings.settings().contains(one.name().setting());
    }

    /** Refuses what the same {@code Properties} say otherwise. */
    void requireNothingElse(List<Given> ofProperties) {
        Properties ours = connection.toProperties();
        for (Given one : ofProperties) {
            Setting<?> setting = one.name().setting();
            Object value = ours.getOrDefault(Vocabulary.PREFIX + setting.key(), setting.defaultText());
            if (isAboutConnections(one) && (one.isFor(Vocabulary.CONNECTION_NAME) || !isSame(setting, one, value))) {
                throw new ConfigurationException("setting '" + setting + "' (" + one.source()
                        + ") contradicts the connection of the manager in '" + Jambry.MANAGER_ITSELF
                        + "': take out the one or the other");
            }
        }
    }

    private static boolean isSame(Setting<?> setting, Given one, Object value) {
        Object theirs = one.object() == null ? one.text() : one.object();
        if (theirs instanceof String text && value instanceof String other && !other.isEmpty()) {
            return setting.parse(text).equals(setting.parse(other));
        }
        return theirs.equals(value);
    }
}
