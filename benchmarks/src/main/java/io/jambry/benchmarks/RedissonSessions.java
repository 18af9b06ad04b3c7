// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The column of redisson-tomcat, with the Redisson of its own version in place of the one that other columns measure. The build
 * lays that beside our classes.
 */
public class RedissonSessions extends SessionOperations {

    private static final String OTHERS = "redisson-\\d[^/]*\\.jar";

    @Override
    Class<? extends WebNode> node() {
        return RedissonNode.class;
    }

    @Override
    Stream<Path> classPath() {
        Path own = RuntimeClassPath.home(RedissonSessions.class).resolveSibling("redisson-tomcat");
        try (Stream<Path> jars = Files.list(own)) {
            return Stream.concat(
                    jars.toList().stream(),
                    super.classPath()
                            .filter(path -> !path.getFileName().toString().matches(OTHERS)));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no " + own + "; build with the profile 'compare'", e);
        }
    }
}
