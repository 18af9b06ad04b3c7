// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/** What the other JVM runs: a member that writes when it is told to, and says what it tells. */
public final class WritingJvm {

    static final String CACHE = "c";
    static final Map<String, String> DEFINITION = Map.of("value-type", "java.lang.String");
    static final byte[] KEY = {'k'};
    static final Duration LEASE = Duration.ofMillis(1500);

    /** So many bytes are noticed on their way. */
    static final int VALUE_BYTES = 10_000;

    static final Put PUT = new Put(new byte[VALUE_BYTES], Ttl.ETERNAL, Ttl.KEEP, Condition.NONE, Want.OUTCOME);

    private WritingJvm() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        RedisLink link = RedisLink.open(LinkSettings.of("127.0.0.1", Integer.parseInt(arguments[0]))
                .withPassword(orders.readLine())
                .withTimeout(Duration.ofSeconds(30)));
        try (RedisNamespace namespace = RedisNamespace.open(
                link, arguments[1], "there", LEASE, name -> new RecordingTeller(System.out::println))) {
            namespace.registry().open(CACHE, DEFINITION);
            Store store = namespace.store(CACHE);
            // now, so that none is under way, and keeps the connection, when the first order comes
            namespace.beat();
            long beat = LEASE.dividedBy(3).toMillis();
            Timer keeper = new Timer(/* isDaemon= */ true);
            keeper.schedule(beat(namespace), beat, beat);
            System.out.println("open");
            while (orders.readLine() != null) {
                store.execute(KEY, PUT);
            }
        }
    }

    private static TimerTask beat(RedisNamespace namespace) {
        return new TimerTask() {
            @Override
            public void run() {
                namespace.beat();
            }
        };
    }
}
