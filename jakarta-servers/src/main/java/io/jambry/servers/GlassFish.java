// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GlassFish, with a copy of its first domain. Deploys what lies in a directory when it starts. */
public final class GlassFish implements JakartaServer {

    /** The oldest Java that it runs on. */
    public static final int JAVA = 21;

    private static final String DOMAIN = "domain1";
    private static final String HTTP = "8080";
    private static final Pattern PORTS =
            Pattern.compile("(?<=port=\"|telnet\\.port=|JMS_PROVIDER_PORT\" value=\")\\d{4,5}");

    private final Path home;
    private final Path jdk;

    /**
     * A GlassFish that was unpacked.
     *
     * @param home the directory {@code glassfish} in which {@code domains} lies; only read
     * @param jdk what it is run by, of Java {@value #JAVA} or later
     */
    public GlassFish(Path home, Path jdk) {
        this.home = home;
        this.jdk = jdk;
    }

    @Override
    public String name() {
        return "glassfish";
    }

    @Override
    public Launch prepare(Path application, Path work) throws IOException {
        Path domain = work.resolve(DOMAIN);
        DirectoryCopy.copy(home.resolve("domains").resolve(DOMAIN), domain);
        Files.copy(application, domain.resolve("autodeploy/demo.war"));
        String port = takePorts(domain.resolve("config/domain.xml"));
        return new Launch(command(work), Map.of(), work, URI.create("http://127.0.0.1:" + port + "/demo/"));
    }

    /** Lets all that listens do so on a free port of the loopback interface, and tells the one for HTTP. */
    private static String takePorts(Path configuration) throws IOException {
        String text = Files.readString(configuration)
                .replace("0.0.0.0", "127.0.0.1")
                .replace("<network-listener port", "<network-listener address=\"127.0.0.1\" port");
        int count = (int) PORTS.matcher(text).results().count();
        List<Integer> free = FreePorts.take(count);
        StringBuilder changed = new StringBuilder();
        String http = null;
        int taken = 0;
        Matcher ports = PORTS.matcher(text);
        while (ports.find()) {
            String port = String.valueOf(free.get(taken++));
            if (http == null && ports.group().equals(HTTP)) {
                http = port;
            }
            ports.appendReplacement(changed, port);
        }
        if (http == null) {
            throw new IOException("no listener of " + configuration + " has port " + HTTP);
        }
        Files.writeString(configuration, ports.appendTail(changed));
        return http;
    }

    /** Asks GlassFish how it would run the domain, for it does so in a process that its own does not end with. */
    private List<String> command(Path work) throws IOException {
        ProcessBuilder asking = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/asadmin").toString(),
                        "start-domain",
                        "--dry-run",
                        "--verbose",
                        "--domaindir",
                        work.toString(),
                        DOMAIN)
                .redirectErrorStream(true);
        asking.environment().put("AS_JAVA", jdk.toString());
        Process asked = asking.start();
        asked.getOutputStream().close();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> command = answer.lines()
                .dropWhile(line -> !line.endsWith("/bin/java"))
                .takeWhile(line -> !line.isBlank())
                .toList();
        if (command.isEmpty()) {
            throw new IOException("GlassFish does not say how a domain is run, but\n" + answer);
        }
        return command;
    }
}
