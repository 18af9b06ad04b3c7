// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.codec.CodecKinds.Kind;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The table in {@code docs/codecs/} of what a codec restores and what it refuses. */
final class FidelityDocument {

    private FidelityDocument() {}

    static Path file(String codecName) {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve("jcache-provider"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("start in the project");
        }
        return directory.resolve("docs").resolve("codecs").resolve(codecName + ".md");
    }

    static String text(Codec codec) {
        StringBuilder text = new StringBuilder(
                "<!-- Written by CodecContract with -Dcodecs.write=true. Do not edit. -->\n| value | codec `"
                        + codec.name() + "` |\n|---|---|\n");
        for (Kind kind : CodecKinds.all()) {
            text.append("| ")
                    .append(kind.name().replace("<", "&lt;"))
                    .append(" | ")
                    .append(outcome(codec, kind))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String outcome(Codec codec, Kind kind) {
        byte[] bytes;
        try {
            bytes = codec.encode(kind.value());
        } catch (IOException e) {
            return "refused when written";
        }
        try {
            return kind.isRestored(codec.decode(bytes, 0, bytes.length)) ? "the same" : "ANOTHER";
        } catch (IOException e) {
            return "refused when read";
        }
    }
}
