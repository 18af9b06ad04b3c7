// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.nio.file.Path;
import java.util.Map;
import javax.crypto.SecretKey;

/** Where keys come from. {@code docs/encryption.md} has the formats. */
public final class KeyRings {

    private KeyRings() {}

    /**
     * Keys that are there already.
     *
     * @param currentId which one encrypts
     * @param keys by number
     * @throws ConfigurationException if a number is out of range, or there is none of the current number
     */
    public static KeyRing of(int currentId, Map<Integer, ? extends SecretKey> keys) {
        return Keys.of(currentId, keys, "the given key ring");
    }

    /**
     * A text file of lines {@code id=base64}, read again when it changes. While it cannot be read, the keys stay as they were.
     *
     * @throws ConfigurationException if it cannot be read now
     */
    public static KeyRing fromFile(Path file) {
        return FileKeyRing.open(file, bytes -> KeyText.parse(bytes, "key file " + file));
    }

    /**
     * An environment variable that has what such a file would have.
     *
     * @param variable its name
     * @param environment the variables, such as {@code System.getenv()}
     * @throws ConfigurationException if it is not set, or has something else in it
     */
    public static KeyRing fromEnvironment(String variable, Map<String, String> environment) {
        String text = environment.get(requireNonNull(variable, "variable"));
        String source = "environment variable " + variable;
        if (text == null) {
            throw new ConfigurationException(source + ", where the keys should be, is not set");
        }
        return KeyText.parse(text.getBytes(UTF_8), source);
    }

    /**
     * The secret keys of a key store (PKCS12, JCEKS) whose alias is a prefix and a number; read again when the file changes.
     *
     * @param file the key store
     * @param password opens it and the keys in it; copied
     * @param prefix what stands before the number, such as {@code jambry-}
     * @throws ConfigurationException if it cannot be read now, or has no such key
     */
    public static KeyRing fromKeyStore(Path file, char[] password, String prefix) {
        KeyStoreFormat format = new KeyStoreFormat(file, password.clone(), requireNonNull(prefix, "prefix"));
        return FileKeyRing.open(file, format);
    }

    /**
     * Keys derived from passphrases, each of which takes some tenths of a second, now.
     *
     * @param currentId which one encrypts
     * @param passphrases by the number of the key, each of {@value Passphrase#SHORTEST} characters or more; not kept
     * @param namespace of the caches; the same passphrase gives other keys in another one
     * @throws ConfigurationException if a number is out of range, a passphrase is too short, or there is none of the current
     *     number
     */
    public static KeyRing fromPassphrases(int currentId, Map<Integer, char[]> passphrases, String namespace) {
        return Passphrase.keys(currentId, passphrases, namespace);
    }

    /**
     * Keys derived from passphrases that stand in one text: one alone, which is that of key 1; or lines of a number, {@code =}
     * and the passphrase, as {@code docs/encryption.md} has it.
     *
     * @param text one line or more
     * @param namespace of the caches; the same passphrase gives other keys in another one
     * @param source where the text comes from, for messages, which have nothing of it
     * @throws ConfigurationException if it is something else, or a passphrase is too short
     */
    public static KeyRing fromPassphraseText(String text, String namespace, String source) {
        return PassphraseText.keys(text, namespace, source);
    }
}
