// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/** The keys of a ring at one time. Immutable. */
final class Keys implements KeyRing {

    private final int currentId;
    private final Map<Integer, SecretKey> byId;
    private final String source;

    private Keys(int currentId, Map<Integer, SecretKey> byId, String source) {
        this.currentId = currentId;
        this.byId = byId;
        this.source = source;
    }

    /** Keys from some source, which messages name. */
    static Keys of(int currentId, Map<Integer, ? extends SecretKey> byId, String source) {
        byId.keySet().forEach(id -> requireId(id, source));
        if (!byId.containsKey(currentId)) {
            throw new ConfigurationException(
                    source + " has no key " + currentId + ", which should be the current one; it has "
                            + byId.keySet().stream().sorted().toList());
        }
        return new Keys(currentId, Map.copyOf(byId), source);
    }

    private static void requireId(int id, String source) {
        if (id < 0 || id > LARGEST_ID) {
            throw new ConfigurationException(
                    source + " has a key " + id + "; keys have numbers from 0 to " + LARGEST_ID);
        }
    }

    @Override
    public int currentId() {
        return currentId;
    }

    @Override
    public Optional<SecretKey> key(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Where they come from and their numbers. */
    @Override
    public String toString() {
        return source + " with keys " + byId.keySet().stream().sorted().toList() + ", of which " + currentId
                + " is the current one";
    }
}
