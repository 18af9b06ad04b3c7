// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample {@code visits}, made ready for a way to keep its sessions by the descriptors that are added to it. */
final class VisitsWar {

    private VisitsWar() {}

    /** For the session manager that WildFly finds in the WAR. */
    static Path undertow(Path below) throws IOException {
        return written(
                below,
                plain().addAsWebInfResource("visits/undertow/web.xml", "web.xml")
                        .addAsWebInfResource(
                                "visits/undertow/jboss-deployment-structure.xml", "jboss-deployment-structure.xml"));
    }

    /** For any server, with a filter in front of its own sessions. */
    static Path mirror(Path below) throws IOException {
        return written(
                below,
                plain().addAsWebInfResource("visits/mirror/web.xml", "web.xml")
                        .addAsResource("visits/mirror/weld.properties", "weld.properties"));
    }

    /** The application itself, with Jambry among its libraries and nothing that switches it on. */
    static WebArchive plain() {
        return ShrinkWrap.createFromZipFile(
                WebArchive.class, LibraryContract.given("application.visits").toFile());
    }

    /** Writes it to a directory of its own, as {@code demo.war}, for servers that call an application like its file. */
    static Path written(Path below, WebArchive war) throws IOException {
        Path file = Files.createTempDirectory(Files.createDirectories(below), "visits-")
                .resolve("demo.war");
        war.as(ZipExporter.class).exportTo(file.toFile());
        return file;
    }
}
