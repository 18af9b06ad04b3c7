// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConfigurationException;
import io.jambry.codec.zstd.ZstdDictionary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dictionaries that the settings of one cache name.
 *
 * @param cacheName for messages
 * @param loader finds those of the class path
 */
record Dictionaries(String cacheName, ClassLoader loader) {

    private static final String FILE = "file:";

    /**
     * Reads them.
     *
     * @param locations each of which begins with {@code file:} or {@code classpath:}
     * @throws ConfigurationException if one is not there, is no dictionary, or has the number of another one
     */
    List<ZstdDictionary> read(List<String> locations) {
        Set<Integer> numbers = new HashSet<>();
        return locations.stream()
                .map(location -> {
                    ZstdDictionary dictionary = read(location);
                    if (!numbers.add(dictionary.id())) {
                        throw refused(
                                location,
                                "has the number of another one, " + Integer.toUnsignedString(dictionary.id())
                                        + "; leave one of them out",
                                null);
                    }
                    return dictionary;
                })
                .toList();
    }

    private ZstdDictionary read(String location) {
        try {
            return new ZstdDictionary(bytes(location));
        } catch (NoSuchFileException e) {
            throw refused(location, "is not there", e);
        } catch (IOException e) {
            throw refused(location, "cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw refused(location, "does not fit: " + e.getMessage(), e);
        }
    }

    private byte[] bytes(String location) throws IOException {
        String name = location.substring(location.indexOf(':') + 1);
        if (location.startsWith(FILE)) {
            URI uri = URI.create(location);
            return Files.readAllBytes(uri.isOpaque() ? Path.of(name) : Path.of(uri));
        }
        try (InputStream in = loader.getResourceAsStream(name.startsWith("/") ? name.substring(1) : name)) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            return in.readAllBytes();
        }
    }

    private ConfigurationException refused(String location, String why, @Nullable Exception cause) {
        return new ConfigurationException(
                "cache '" + cacheName + "': setting 'jambry.caches." + cacheName + ".compression-dictionaries' names "
                        + location + ", which " + why,
                cause);
    }
}
