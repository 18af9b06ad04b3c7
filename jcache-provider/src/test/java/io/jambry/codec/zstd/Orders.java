// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Values as an application may have them: JSON of about 300 bytes, of which a good part is different in each. */
public final class Orders {

    private static final String[] FIRST = {"Ada", "Grace", "Edsger", "Barbara", "Donald", "Frances", "John", "Radia"};
    private static final String[] LAST = {
        "Lovelace", "Hopper", "Dijkstra", "Liskov", "Knuth", "Allen", "Backus", "Perlman"
    };
    private static final String[] CITY = {"Bern", "Lyon", "Porto", "Graz", "Ghent", "Turku", "Gdansk", "Split"};
    private static final String[] STATE = {"NEW", "PAID", "SHIPPED", "RETURNED"};

    private Orders() {}

    /** As many values, others for another seed. */
    public static List<byte[]> json(int count, long seed) {
        Random random = new Random(seed);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String first = any(random, FIRST);
            String last = any(random, LAST);
            values.add(String.format(
                            Locale.ROOT,
                            "{\"id\":\"%s\",\"customer\":{\"name\":\"%s %s\",\"email\":\"%s.%s%d@example.com\","
                                    + "\"city\":\"%s\",\"postcode\":\"%05d\"},\"state\":\"%s\",\"created\":\"%s\","
                                    + "\"total\":%d.%02d,\"currency\":\"EUR\",\"lines\":[{\"sku\":\"SKU-%06d\",\"quantity\":%d,"
                                    + "\"price\":%d.%02d}]}",
                            new UUID(random.nextLong(), random.nextLong()),
                            first,
                            last,
                            first.toLowerCase(Locale.ROOT),
                            last.toLowerCase(Locale.ROOT),
                            random.nextInt(1000),
                            any(random, CITY),
                            random.nextInt(100_000),
                            any(random, STATE),
                            Instant.ofEpochSecond(1_790_000_000 + random.nextInt(30_000_000)),
                            random.nextInt(1000),
                            random.nextInt(100),
                            random.nextInt(1_000_000),
                            1 + random.nextInt(9),
                            random.nextInt(1000),
                            random.nextInt(100))
                    .getBytes(UTF_8));
        }
        return values;
    }

    private static String any(Random random, String[] words) {
        return words[random.nextInt(words.length)];
    }
}
