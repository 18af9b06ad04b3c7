// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the code of the application from the libraries it uses, by where a class was loaded from.
 *
 * <p>The application's own are: a directory; {@code WEB-INF/classes} or {@code BOOT-INF/classes} of whatever archive, and a WAR itself, which is
 * what Open Liberty says of the same; the jar that was started with {@code java -jar}, which is all of the class path; the jars that Quarkus puts
 * into {@code app}; and wherever a declared type of the cache comes from. A library jar is none of these.
 */
final class ApplicationCode {

    private static final String CLASS_PATH = System.getProperty("java.class.path", "");

    private final Set<String> declaredLocations = new HashSet<>();

    ApplicationCode(Iterable<? extends Class<?>> declaredTypes) {
        for (Class<?> type : declaredTypes) {
            URL location = location(type);
            if (location != null) {
                declaredLocations.add(location.toExternalForm());
            }
        }
    }

    boolean contains(Class<?> type) {
        URL location = location(type);
        if (location == null) {
            return false;
        }
        String place = location.toExternalForm();
        return declaredLocations.contains(place)
                || isClassesFolder(place, type)
                || isDirectoryOrJarOfApplication(location);
    }

    /** Where a class comes from, for a message: the last part of its location. */
    static String describe(Class<?> type) {
        URL location = location(type);
        if (location == null) {
            return "part of the JDK or made at run time";
        }
        String place = location.toExternalForm().replaceAll("[!/]+$", "");
        return "from " + place.substring(place.lastIndexOf('/') + 1);
    }

    private static boolean isClassesFolder(String place, Class<?> type) {
        String folder = place.replaceAll("[!/]+$", "");
        // Payara names the file of the class
        String file = "/" + type.getName().replace('.', '/') + ".class";
        if (folder.endsWith(file)) {
            folder = folder.substring(0, folder.length() - file.length());
        }
        return folder.endsWith("/WEB-INF/classes") || folder.endsWith("/BOOT-INF/classes") || folder.endsWith(".war");
    }

    private static boolean isDirectoryOrJarOfApplication(URL location) {
        if (!location.getProtocol().equals("file")) {
            return false;
        }
        try {
            File file = new File(location.toURI());
            return file.isDirectory()
                    || isOfQuarkus(file.toPath())
                    || (!CLASS_PATH.contains(File.pathSeparator)
                            && Path.of(CLASS_PATH)
                                    .toAbsolutePath()
                                    .equals(file.toPath().toAbsolutePath()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The application lies in a folder beside what Quarkus has recorded about it, its libraries in another one. */
    private static boolean isOfQuarkus(Path jar) {
        Path folder = jar.getParent();
        return folder != null
                && folder.endsWith("app")
                && Files.exists(folder.resolveSibling("quarkus").resolve("quarkus-application.dat"));
    }

    private static @Nullable URL location(Class<?> type) {
        ProtectionDomain domain = type.getProtectionDomain();
        CodeSource source = domain == null ? null : domain.getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
