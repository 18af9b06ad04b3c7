// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Writes the rows into {@code docs/cost.md}, between two marks. */
final class CostDocument {

    private static final String BEGIN = "<!-- rows: written by io.jambry.cost.CostDocument, do not edit -->\n";
    private static final String END = "<!-- end of rows -->\n";

    private CostDocument() {}

    /** Writes the rows anew; to be started anywhere in the project. */
    public static void main(String[] args) throws IOException {
        String text = Files.readString(file());
        String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        Files.writeString(file(), before + rows() + text.substring(text.indexOf(END)));
    }

    static Path file() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve("jcache-provider"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("no directory above " + Path.of("").toAbsolutePath()
                    + " contains jcache-provider: start in the project");
        }
        return directory.resolve("docs").resolve("cost.md");
    }

    /** The part of the document that tells the rows, its marks included. */
    static String marked() {
        return BEGIN + rows() + END;
    }

    private static String rows() {
        return """
            | operation | the client sends | inside scripts | round trips |
            |---|---|---|---|
            """ + Table.rows().stream().map(Row::markdown).collect(Collectors.joining("\n", "", "\n"));
    }
}
