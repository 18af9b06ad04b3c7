// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the project, wherever below it a test is started. */
public final class ProjectFile {

    private ProjectFile() {}

    /** A file by its path from the root of the project. */
    public static Path of(String path) {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve("jcache-provider"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("no directory above " + Path.of("").toAbsolutePath()
                    + " contains jcache-provider: start in the project");
        }
        return directory.resolve(path);
    }
}
