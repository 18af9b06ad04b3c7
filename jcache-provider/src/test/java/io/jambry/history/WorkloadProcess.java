// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import io.jambry.provider.JambryCachingProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import javax.cache.Cache;

/**
 * The main program of a JVM that runs a {@link CacheWorkload} and prints its history.
 *
 * <p>Says {@value #READY} when the cache is open, begins when told {@value #GO}, ends early when told {@value #STOP}, prints
 * the history and {@value #END}. When its input ends, nobody listens any more and it halts.
 *
 * <p>The URL and the settings come from the environment, because there may be passwords in them.
 */
final class WorkloadProcess {

    static final String READY = "ready";
    static final String GO = "go";
    static final String STOP = "stop";
    static final String END = "end";

    /** Where the entries are. */
    static final String URL_VARIABLE = "HISTORY_URL";

    /** Begins the variable of a setting of the manager, and stands for {@code jambry.}. */
    static final String SETTINGS_VARIABLE = "HISTORY_SETTING_";

    private WorkloadProcess() {}

    /**
     * Runs a workload.
     *
     * @param arguments the name of a cache that exists, and {@link WorkloadSettings#text}
     */
    public static void main(String[] arguments) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, /* autoFlush= */ false, StandardCharsets.UTF_8);
        try (JambryCachingProvider provider = new JambryCachingProvider()) {
            Cache<String, String> cache = provider.getCacheManager(
                            URI.create(System.getenv(URL_VARIABLE)), WorkloadProcess.class.getClassLoader(), settings())
                    .getCache(arguments[0], String.class, String.class);
            if (cache == null) {
                throw new IllegalArgumentException("there is no cache '" + arguments[0] + "'; create it first");
            }
            CacheWorkload workload = new CacheWorkload(cache, WorkloadSettings.parse(arguments[1]));
            say(out, READY);
            if (GO.equals(orders.readLine())) {
                Thread listening = new Thread(() -> obey(orders, workload), "orders");
                listening.setDaemon(true);
                listening.start();
                workload.run().lines().forEach(out::println);
                say(out, END);
            }
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith(SETTINGS_VARIABLE)) {
                settings.setProperty("jambry." + name.substring(SETTINGS_VARIABLE.length()), value);
            }
        });
        return settings;
    }

    private static void obey(BufferedReader orders, CacheWorkload workload) {
        try {
            String order = orders.readLine();
            while (order != null) {
                if (order.equals(STOP)) {
                    workload.stop();
                }
                order = orders.readLine();
            }
            Runtime.getRuntime().halt(1);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void say(PrintStream out, String word) {
        out.println(word);
        out.flush();
    }
}
