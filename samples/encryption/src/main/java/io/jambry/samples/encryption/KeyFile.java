// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.encryption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file of keys, as an operator keeps it: a line for each, and a {@code *} before the one that encrypts. */
final class KeyFile {

    private static final int KEY_BYTES = 32;

    private final Path path;
    private final Map<Integer, String> keys = new TreeMap<>();
    private int current;

    KeyFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** A key as {@code openssl rand -base64 32} makes one. */
    static String random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Adds a key. The first one is the current one. */
    void add(int number, String key) throws IOException {
        if (keys.isEmpty()) {
            current = number;
        }
        keys.put(number, key);
        write();
    }

    void makeCurrent(int number) throws IOException {
        current = number;
        write();
    }

    void remove(int number) throws IOException {
        keys.remove(number);
        write();
    }

    /** All at once, so that nobody reads half of it; a temporary file is open to its owner alone. */
    private void write() throws IOException {
        List<String> lines = new ArrayList<>();
        keys.forEach((number, key) -> lines.add((number == current ? "*" : "") + number + "=" + key));
        Path fresh = Files.createTempFile(path.toAbsolutePath().getParent(), "keys", ".new");
        Files.write(fresh, lines);
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
