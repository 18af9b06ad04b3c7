// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import redis.clients.jedis.RedisClient;

/**
 * Prints how many commands the server gets for a request, as it tells whoever monitors it. What scripts do inside is not
 * counted. Of many requests the middle one counts, so that nothing is counted which goes on beside them now and then.
 */
public final class SessionCommands {

    private static final int REQUESTS = 101;
    private static final int WARM_UP = 400;
    private static final String MARK = "between-requests-";

    private SessionCommands() {}

    /** The name of a {@link SessionOperations} and that of a {@link Visit}. */
    public static void main(String[] args) throws Exception {
        SessionOperations operations = (SessionOperations) Class.forName("io.jambry.benchmarks." + args[0])
                .getDeclaredConstructor()
                .newInstance();
        Visit visit = Visit.valueOf(args[1].toUpperCase(Locale.ROOT));
        operations.start();
        for (int i = 0; i < WARM_UP; i++) {
            operations.next(visit);
        }
        String[] address = Server.addressGiven().split(":");
        int port = Integer.parseInt(address[1]);
        long[] commands = new long[REQUESTS];
        try (RedisClient marker = RedisClient.create(address[0], port);
                Socket monitor = new Socket(address[0], port);
                BufferedReader heard =
                        new BufferedReader(new InputStreamReader(monitor.getInputStream(), StandardCharsets.UTF_8))) {
            monitor.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            heard.readLine();
            for (int i = 0; i < REQUESTS; i++) {
                operations.next(visit);
                marker.set(MARK, Integer.toString(i));
                commands[i] = commandsUntilMark(heard);
            }
        }
        Arrays.sort(commands);
        System.out.println(commands[REQUESTS / 2]);
        System.exit(0);
    }

    private static long commandsUntilMark(BufferedReader heard) throws IOException {
        long commands = 0;
        String line = heard.readLine();
        while (line != null && !line.contains(MARK)) {
            if (!line.contains(" lua]")) {
                commands++;
            }
            line = heard.readLine();
        }
        return commands;
    }
}
