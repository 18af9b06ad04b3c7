// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.sessions.Node;
import io.jambry.sessions.promise.Shop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with classes of its own, which is deployed again. */
class TomcatRedeployTest {

    private static final List<String> CLASSES = List.of("Shop", "Shop$Items", "Gate");

    @TempDir
    private Path directory;

    @Test
    void redeploy_sessionsAreKept_andTheirObjectsAreOfTheNewClasses() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("app/WEB-INF/classes/io/jambry/sessions/promise"));
        for (String name : CLASSES) {
            try (InputStream bytes = Shop.class.getResourceAsStream(name + ".class")) {
                Files.copy(bytes, classes.resolve(name + ".class"));
            }
        }
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("/app", directory.resolve("app").toString());
        JambryManager manager = new JambryManager();
        manager.setApplication(Node.settings().application());
        manager.setConfig(settingsFile().toUri().toString());
        context.setManager(manager);
        // as web.xml would be read: at each deployment
        context.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
                Tomcat.addServlet(context, "shop", Shop.class.getName()).addMapping("/shop/*");
            }
        });
        tomcat.start();
        try {
            TomcatNode node = TomcatNode.started(tomcat, manager);
            Visitor visitor = new Visitor();
            assertThat(visitor.get(node, "/app/shop/add?name=cart&value=book")
                            .body()
                            .strip())
                    .isEqualTo("book");
            ClassLoader before = context.getLoader().getClassLoader();

            context.reload();

            assertThat(context.getLoader().getClassLoader()).isNotSameAs(before);
            assertThat(visitor.get(node, "/app/shop/add?name=cart&value=pen")
                            .body()
                            .strip())
                    .isEqualTo("book,pen");
            assertThat(context.getLoader().getClassLoader().loadClass(Shop.Items.class.getName()))
                    .isNotSameAs(Shop.Items.class);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private Path settingsFile() throws IOException {
        return Files.writeString(directory.resolve("jambry.properties"), """
                url = embedded:sessions
                caches.sessions.allow-classes = io.jambry.sessions.*
                """);
    }
}
