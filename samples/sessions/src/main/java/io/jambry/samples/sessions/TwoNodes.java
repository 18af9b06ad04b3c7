// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.sessions;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * Logs in and fills a cart on two nodes behind a proxy that knows no stickiness. Halfway one node is killed. In the end everything is in the
 * cart, and the user is still logged in; otherwise it ends with 1.
 */
public final class TwoNodes {

    private static final int ITEMS = 60;

    private TwoNodes() {}

    /**
     * Runs the sample.
     *
     * @param arguments none
     * @throws Exception if a node does not start
     */
    public static void main(String[] arguments) throws Exception {
        String end = run();
        System.out.println("in the end: " + end);
        if (!end.equals("ada " + ITEMS)) {
            System.exit(1);
        }
    }

    /** The name of the user, and how many items are in the cart. */
    static String run() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("jambry.url", "embedded:");
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager(null, null, settings)) {
            String server = url(manager.unwrap(Jambry.class));
            try (NodeJvm first = NodeJvm.start(server);
                    NodeJvm second = NodeJvm.start(server);
                    RoundRobin proxy = new RoundRobin(List.of(first, second))) {
                HttpClient client = HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .build();
                ask(client, proxy, "/login?user=ada");
                for (int i = 1; i <= ITEMS; i++) {
                    String answer = ask(client, proxy, "/add?item=item-" + i);
                    if (i == ITEMS / 2) {
                        System.out.println(answer + " items, and now one node dies");
                        first.kill();
                    }
                }
                return ask(client, proxy, "/cart");
            }
        }
    }

    private static String url(Jambry manager) {
        ConnectionSettings server = manager.connection();
        return "redis://:" + server.password().orElse("") + "@" + server.host() + ":" + server.port();
    }

    private static String ask(HttpClient client, RoundRobin proxy, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/shop" + path))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the shop answered with " + response.statusCode());
        }
        return response.body();
    }
}
