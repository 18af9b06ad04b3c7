// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Writes {@code docs/codecs/}: what a codec does to each kind of value. */
final class CodecDocument {

    private CodecDocument() {}

    static Path file(String codec) {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve("jcache-provider"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("no directory above contains jcache-provider: start in the project");
        }
        return directory.resolve("docs").resolve("codecs").resolve(codec + ".md");
    }

    static String table(Function<Class<?>, Codec> codecs) {
        String name = codecs.apply(Object.class).name();
        StringBuilder table = new StringBuilder("# Codec " + name + "\n\n"
                + "Whether a value comes back equal and of the same class, or is refused when it is put.\n\n"
                + "| kind | values declared as Object | values declared as its class |\n|---|---|---|\n");
        for (Map.Entry<String, Object> kind : CodecSamples.kinds().entrySet()) {
            Object value = kind.getValue();
            table.append("| ")
                    .append(kind.getKey())
                    .append(" | ")
                    .append(result(codecs.apply(Object.class), value))
                    .append(" | ")
                    .append(result(codecs.apply(value.getClass()), value))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String result(Codec codec, Object value) {
        byte[] bytes;
        try {
            bytes = codec.encode(value);
        } catch (IOException e) {
            return "refused";
        } catch (RuntimeException | Error e) {
            return "thrown " + e;
        }
        try {
            Object read = codec.decode(bytes, 0, bytes.length);
            String same = CodecSamples.render(read);
            return same.equals(CodecSamples.render(value)) ? "same" : "WRONG: " + same;
        } catch (IOException | RuntimeException | Error e) {
            return "thrown " + e;
        }
    }
}
