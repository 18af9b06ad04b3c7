// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cdi.mutiny.UniResults;
import io.jambry.cdi.reactor.MonoResults;
import io.smallrye.mutiny.Uni;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LazyLibrariesTest {

    @Test
    void bothLibrariesThere_bothAreFound() {
        assertThat(LazyLibraries.of(Uni.class)).containsInstanceOf(UniResults.class);
        assertThat(LazyLibraries.of(Mono.class)).containsInstanceOf(MonoResults.class);
        assertThat(LazyLibraries.of(CompletableFuture.class)).isEmpty();
    }

    @Test
    void neitherLibraryThere_otherMethodsAreCachedAllTheSame() throws Exception {
        assertThat(inJvmWithout("mutiny", "reactor"))
                .isEqualTo("io.smallrye.mutiny.Uni reactor.core.publisher.Mono, 1 1 2");
    }

    @Test
    void oneLibraryThere_itIsFoundAlone() throws Exception {
        assertThat(inJvmWithout("reactor")).isEqualTo("reactor.core.publisher.Mono, 1 1 2");
        assertThat(inJvmWithout("mutiny")).isEqualTo("io.smallrye.mutiny.Uni, 1 1 2");
    }

    /** What {@link MissingLibraries} tells where some libraries are not on the class path. */
    private static String inJvmWithout(String... libraries) throws Exception {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(file -> Arrays.stream(libraries).noneMatch(file.getName()::contains))
                .map(LazyLibrariesTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(rest, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Callable<?> told = (Callable<?>) loader.loadClass(MissingLibraries.class.getName())
                    .getConstructor()
                    .newInstance();
            return String.valueOf(told.call());
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException unfit) {
            throw new IllegalStateException(unfit);
        }
    }
}
