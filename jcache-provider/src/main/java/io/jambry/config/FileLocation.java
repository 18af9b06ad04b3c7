// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the settings file. */
final class FileLocation {

    /** What is read from the class path when nobody names a file. */
    static final String USUAL = "jambry.properties";

    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";
    private static final String JAR = "jar:";

    /** Two letters at least: one is a drive. */
    private static final Pattern OTHER_SCHEME = Pattern.compile("\\p{Alpha}[\\p{Alnum}+.-]+:.*");

    private FileLocation() {}

    static List<Given> readUsual(ClassLoader loader) {
        URL url = loader.getResource(USUAL);
        return url == null ? List.of() : SettingsFile.read(url, USUAL);
    }

    static List<Given> read(Given config, ClassLoader loader) {
        String location = config.text().strip();
        if (!location.toLowerCase(Locale.ROOT).endsWith(".properties")) {
            throw refused(config, "is not a .properties file, the one format that can be read");
        }
        return SettingsFile.read(url(config, location, loader), location);
    }

    private static URL url(Given config, String location, ClassLoader loader) {
        try {
            if (location.startsWith(CLASSPATH)) {
                return resource(config, location, loader);
            }
            if (location.startsWith(JAR)) {
                return URI.create(location).toURL();
            }
            if (location.startsWith(FILE)) {
                URI uri = URI.create(location);
                return file(config, uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri));
            }
            if (OTHER_SCHEME.matcher(location).matches()) {
                throw refused(config, "is neither a path nor begins with file:, classpath: or jar:");
            }
            return file(config, Path.of(location));
        } catch (MalformedURLException | IllegalArgumentException malformed) {
            throw refused(config, "is malformed", malformed);
        }
    }

    private static URL resource(Given config, String location, ClassLoader loader) {
        String name = location.substring(CLASSPATH.length());
        URL url = loader.getResource(name.startsWith("/") ? name.substring(1) : name);
        if (url == null) {
            throw refused(config, "is not on the class path of the manager's class loader");
        }
        return url;
    }

    private static URL file(Given config, Path path) throws MalformedURLException, InvalidPathException {
        Path absolute = path.toAbsolutePath();
        if (!Files.isRegularFile(absolute)) {
            throw refused(config, "names no file; looked for " + absolute);
        }
        return absolute.toUri().toURL();
    }

    private static ConfigurationException refused(Given config, String why) {
        return refused(config, why, null);
    }

    private static ConfigurationException refused(Given config, String why, @Nullable Exception cause) {
        return new ConfigurationException(
                "setting 'config' is '" + config.text() + "', which " + why + "; it is given by " + config.source(),
                cause);
    }
}
