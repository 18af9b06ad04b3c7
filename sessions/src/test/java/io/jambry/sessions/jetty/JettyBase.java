// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.Recorder;
import io.jambry.sessions.promise.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A directory with all that a Jetty of {@code start.jar} is told, made as the documentation says, and the shop as a WAR. */
final class JettyBase {

    private static final Path HOME = Path.of(System.getProperty("jetty.home", ""));
    private static final Path LIBRARIES = Path.of(System.getProperty("jetty.libraries", ""));
    private static final Path DOCUMENTATION = Path.of("..", "docs", "sessions.md");
    private static final String MODULE = "sessions-jambry";
    private static final String DESCRIPTOR = String.join(
            "\n",
            "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>",
            "<listener><listener-class>" + Recorder.class.getName() + "</listener-class></listener>",
            "<servlet><servlet-name>shop</servlet-name><servlet-class>" + Shop.class.getName() + "</servlet-class>",
            "<async-supported>true</async-supported></servlet>",
            "<servlet-mapping><servlet-name>shop</servlet-name><url-pattern>/shop/*</url-pattern></servlet-mapping>",
            "</web-app>");

    private final Path base;

    private JettyBase(Path base) {
        this.base = base;
    }

    static JettyBase create(Path base) throws IOException, URISyntaxException {
        copy(LIBRARIES, Files.createDirectories(base.resolve("lib/jambry")));
        for (String file : List.of("modules/" + MODULE + ".mod", "etc/" + MODULE + ".xml")) {
            Path target = base.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, documented(file));
        }
        war(Files.createDirectories(base.resolve("webapps")).resolve("app.war"));
        return new JettyBase(base);
    }

    /** What {@code start.jar} says when it is to switch modules on. */
    String add(String modules) throws IOException, InterruptedException {
        Process adding = run(Map.of(), "--approve-all-licenses", "--add-modules=" + modules);
        String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return adding.waitFor() == 0 ? said : "refused: " + said;
    }

    String addAll(String environment) throws IOException, InterruptedException {
        return add("http," + environment + "-deploy," + MODULE);
    }

    /** What stands in the documentation under the name of a file. */
    private static String documented(String file) throws IOException {
        Matcher block = Pattern.compile(Pattern.quote("`" + file + "`:") + "\\s+```\\w*\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENTATION));
        if (!block.find()) {
            throw new IOException(DOCUMENTATION + " does not show " + file);
        }
        return block.group(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void war(Path target) throws IOException, URISyntaxException {
        Path classes = Path.of(
                Shop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String directory = Shop.class.getPackageName().replace('.', '/') + "/";
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(target))) {
            war.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
            war.write(DESCRIPTOR.getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("Shop", "Shop$Items", "Gate", "Recorder")) {
                war.putNextEntry(new ZipEntry("WEB-INF/classes/" + directory + name + ".class"));
                try (InputStream in = Files.newInputStream(classes.resolve(directory + name + ".class"))) {
                    in.transferTo(war);
                }
            }
        }
    }

    /**
     * Starts a node on a port of its own, and waits until the application is there.
     *
     * @param settings of the provider, in the environment
     * @param properties of Jetty
     */
    Container start(Map<String, String> settings, String... properties) throws IOException {
        Process process = run(
                settings,
                Stream.concat(
                                Stream.of(
                                        "-Djambry-sessions.sweep-interval=200ms",
                                        "jetty.http.host=127.0.0.1",
                                        "jetty.http.port=0"),
                                Stream.of(properties))
                        .toArray(String[]::new));
        try {
            return new Started(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private Process run(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                HOME.resolve("start.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(base.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static final class Started implements Container {

        private static final Pattern LISTENING =
                Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
        private static final Pattern STARTED = Pattern.compile("Started (oejs\\.)?Server@");

        private final Process process;
        private int port;

        Started(Process process) throws IOException {
            this.process = process;
            List<String> said = new ArrayList<>();
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            String line = lines.readLine();
            while (line != null && !STARTED.matcher(line).find()) {
                said.add(line);
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port = Integer.parseInt(listening.group(1));
                }
                line = lines.readLine();
            }
            if (line == null || port == 0) {
                throw new IOException("Jetty did not start:\n" + String.join("\n", said));
            }
            Thread rest = new Thread(() -> forget(lines), "output of Jetty");
            rest.setDaemon(true);
            rest.start();
        }

        /** So that it can go on saying something. */
        private static void forget(Reader lines) {
            try {
                lines.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // it has ended
            }
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
