// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A text and its words, in their order.
 *
 * @param name what to call it
 * @param words its words
 */
record Text(String name, List<String> words) {

    private static final String SHIPPED = "ancient-mariner.txt";

    /**
     * Reads the file that the arguments name, or the text that comes with this sample if they name none.
     *
     * @throws UnreadableTextException if there is no such file, or it cannot be read
     */
    static Text read(List<String> arguments) throws UnreadableTextException {
        if (arguments.size() > 1) {
            throw new UnreadableTextException("one file at most, please; these are " + arguments.size() + " arguments");
        }
        // what a build passes when the user gave nothing
        String file = arguments.isEmpty() ? "" : arguments.get(0);
        return file.isBlank() ? shipped() : read(path(file));
    }

    private static Path path(String file) throws UnreadableTextException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UnreadableTextException("this is not the path of a file: " + file);
        }
    }

    private static Text read(Path file) throws UnreadableTextException {
        if (!Files.isRegularFile(file)) {
            String what = Files.exists(file) ? "this is not a file: " : "there is no such file: ";
            throw new UnreadableTextException(what + file.toAbsolutePath() + "; give the path of a text file");
        }
        try {
            return new Text(String.valueOf(file.getFileName()), WordReader.words(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UnreadableTextException("this file cannot be read: " + file.toAbsolutePath() + " (" + e + ")");
        }
    }

    private static Text shipped() {
        try (InputStream in = Text.class.getResourceAsStream(SHIPPED)) {
            return new Text(
                    SHIPPED,
                    WordReader.words(Objects.requireNonNull(in, SHIPPED).readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
