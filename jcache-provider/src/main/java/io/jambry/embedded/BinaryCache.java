// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

import io.jambry.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A private directory of programs taken out of libraries, each once and named by what it contains.
 *
 * <p>Safe against several JVMs doing it at once: each writes a file of its own and moves it into place in one step. A file
 * is read again before use and replaced when its content is not what its name says.
 */
final class BinaryCache {

    private static final String OWNER_ONLY = "rwx------";

    private final Path directory;

    BinaryCache(Path directory) {
        this.directory = directory;
    }

    static Path defaultDirectory() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path root = configured != null && Path.of(configured).isAbsolute()
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache");
        return root.resolve("jambry");
    }

    Path provide(URL resource, String name) {
        try {
            createPrivately(directory);
            String digest = digest(resource.openStream());
            Path program = directory.resolve(name + "-" + digest);
            if (!Files.isExecutable(program)
                    || !digest(Files.newInputStream(program)).equals(digest)) {
                extract(resource, program);
            }
            return program;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the embedded server cannot be taken out of its library into " + directory
                            + "; set XDG_CACHE_HOME to a directory where this user may write and execute files",
                    e);
        }
    }

    private static void createPrivately(Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }

    private void extract(URL resource, Path target) throws IOException {
        Path draft = Files.createTempFile(
                directory,
                "draft-",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        try (InputStream in = resource.openStream();
                OutputStream out = Files.newOutputStream(draft)) {
            in.transferTo(out);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String digest(InputStream content) throws IOException {
        try (DigestInputStream in = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
