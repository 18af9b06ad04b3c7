// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a file, which is looked at once a second while keys are used, and whenever a key is asked for that is not there. A
 * file that is away or unreadable changes nothing and is warned about once.
 *
 * <p>Thread-safe. One thread looks, the others go on with the keys there are.
 */
final class FileKeyRing implements KeyRing {

    private static final System.Logger LOG = System.getLogger(FileKeyRing.class.getName());

    /** So often a look costs nothing, and everybody has a new key before an operator has typed the next command. */
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;
    private final Format format;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile long nextLook;
    private volatile Keys keys;

    // guarded by looking
    private State state;
    private boolean failing;
    private boolean toldOpen;

    /** What is in the file. */
    interface Format {

        /**
         * Reads keys.
         *
         * @param bytes the content of the file; overwritten afterwards
         * @throws ConfigurationException if it is something else
         */
        Keys read(byte[] bytes) throws IOException, GeneralSecurityException;
    }

    /** What changes with a file. */
    private record State(
            FileTime modified, long size, @Nullable Object identity) {

        static State of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private FileKeyRing(Path file, Format format, LongSupplier nanoTime) throws IOException, GeneralSecurityException {
        this.file = file;
        this.format = format;
        this.nanoTime = nanoTime;
        // first its state: what is changed while it is read has another one
        this.state = State.of(file);
        this.keys = read();
        this.nextLook = nanoTime.getAsLong() + INTERVAL_NANOS;
    }

    static FileKeyRing open(Path file, Format format) {
        return open(file, format, System::nanoTime);
    }

    static FileKeyRing open(Path file, Format format, LongSupplier nanoTime) {
        try {
            FileKeyRing ring = new FileKeyRing(file, format, nanoTime);
            ring.warnIfOpenToOthers();
            return ring;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException("keys cannot be read from " + file.toAbsolutePath() + ": " + reason(e), e);
        }
    }

    @Override
    public int currentId() {
        lookIfDue();
        return keys.currentId();
    }

    @Override
    public Optional<SecretKey> key(int id) {
        lookIfDue();
        Optional<SecretKey> key = keys.key(id);
        if (key.isPresent()) {
            return key;
        }
        looking.lock();
        try {
            look();
        } finally {
            looking.unlock();
        }
        return keys.key(id);
    }

    @Override
    public String toString() {
        return keys.toString();
    }

    private void lookIfDue() {
        if (nanoTime.getAsLong() - nextLook >= 0 && looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
    }

    private void look() {
        nextLook = nanoTime.getAsLong() + INTERVAL_NANOS;
        try {
            State seen = State.of(file);
            if (!seen.equals(state)) {
                keys = read();
                state = seen;
                LOG.log(System.Logger.Level.INFO, "keys were read anew: {0}", keys);
                warnIfOpenToOthers();
            }
            failing = false;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.log(
                    failing ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    "keys cannot be read anew from {0}, so they stay as they are: {1}",
                    file,
                    reason(e));
            failing = true;
        }
    }

    private Keys read() throws IOException, GeneralSecurityException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return format.read(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void warnIfOpenToOthers() throws IOException {
        if (toldOpen || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(permissions)) {
            toldOpen = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "key file {0} is open to others than its owner ({1}); chmod 600 keeps the keys secret",
                    file,
                    PosixFilePermissions.toString(permissions));
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException
                ? "there is no such file"
                : Objects.toString(e.getMessage(), e.toString());
    }
}
