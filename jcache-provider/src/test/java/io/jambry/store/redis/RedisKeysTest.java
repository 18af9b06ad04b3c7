// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisKeysTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "jambry, prices, eur, jambry:prices:{eur}",
                "jambry, prices, user:7, jambry:prices:{user:7}",
                "jambry, a:b, 'k', jambry:a%3Ab:{'k'}",
                "n:s, c, k, n%3As:c:{k}",
                "n, {c}*?[]^, k, n:%7Bc%7D%2A%3F%5B%5D%5E:{k}",
                "n, c, {k}*?[]^%, n:c:{%7Bk%7D%2A%3F%5B%5D%5E%25}",
                "n, c, a\\b, n:c:{a%5Cb}",
                "n, c, \"\", n:c:{%}",
                "n, c, %, n:c:{%25}",
                "\"\", \"\", k, ::{k}",
                "n, ü, €, n:ü:{€}"
            })
    void entry_anyNames_hasThisForm(String namespace, String cache, String key, String entry) {
        RedisKeys keys = new RedisKeys(namespace, cache);
        assertThat(text(keys.entry(bytes(key)))).isEqualTo(entry);
        assertThat(text(keys.lease(keys.entry(bytes(key))))).isEqualTo(entry + ":lk");
        assertThat(text(keys.key(bytes(entry)))).isEqualTo(key);
    }

    @Test
    void entry_anyBytes_isReadBackAndLikeNoOther() {
        RedisKeys keys = new RedisKeys("n", "c");
        Random random = new Random(7);
        Set<String> plain = new HashSet<>();
        Set<String> entries = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] key = new byte[random.nextInt(4)];
            random.nextBytes(key);
            byte[] entry = keys.entry(key);
            assertThat(keys.key(entry)).isEqualTo(key);
            plain.add(new String(key, StandardCharsets.ISO_8859_1));
            entries.add(new String(entry, StandardCharsets.ISO_8859_1));
        }
        assertThat(entries).hasSameSizeAs(plain);
    }

    @Test
    void pattern_anyCache_matchesItsEntriesOnly() {
        assertThat(text(new RedisKeys("n*", "c?").pattern())).isEqualTo("n%2A:c%3F:{*}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
