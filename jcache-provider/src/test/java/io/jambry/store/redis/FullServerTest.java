// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.redis.TestServer;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose memory is full and that evicts nothing: it refuses what needs memory, and no claim stays behind. */
class FullServerTest {

    private static final long LEASE = 60_000;

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
    private final byte[] key = bytes("key");
    private RedisLink link;
    private RedisNamespace near;
    private RedisNamespace far;
    private Store store;
    private Store other;

    @BeforeEach
    void open() {
        link = RedisLink.open(TestServer.settings(server));
        near = RedisNamespace.open(RedisLink.open(TestServer.settings(server)), "full", "near", Duration.ofSeconds(3));
        far = RedisNamespace.open(RedisLink.open(TestServer.settings(server)), "full", "far", Duration.ofSeconds(3));
        store = near.store("cache");
        other = far.store("cache");
    }

    @AfterEach
    void close() {
        near.close();
        far.close();
        link.close();
        server.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void memory(String limit) {
        link.call(link.commands().configSet("maxmemory", limit));
    }

    private static StoreRequest.Put put(String value, Condition condition) {
        return new StoreRequest.Put(bytes(value), Ttl.ETERNAL, Ttl.ETERNAL, condition, Want.OUTCOME);
    }

    @Test
    void add_serverFull_isRefusedAsWhatItIs() {
        for (String prefix : new String[] {"", "l:"}) {
            store.execute(key, put(prefix + "7", Condition.NONE));
            StoreRequest add = new StoreRequest.Add(1, bytes(prefix), Ttl.ETERNAL, Ttl.KEEP);
            store.execute(key, add);
            memory("1");

            assertThatThrownBy(() -> store.execute(key, add))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("was refused with OOM");

            memory("0");
            assertThat(store.execute(key, StoreRequest.GET).value()).isEqualTo(bytes(prefix + "8"));
        }
    }

    @Test
    void release_serverFullAndSomebodyWaits_endsTheClaim() {
        StoreReply claimed = store.execute(key, new StoreRequest.Claim(LEASE));
        assertThat(other.execute(key, new StoreRequest.Claim(LEASE)).outcome()).isEqualTo(Outcome.BUSY);
        memory("1");

        assertThat(store.execute(key, new StoreRequest.Release(claimed.fence())).outcome())
                .isEqualTo(Outcome.DONE);

        memory("0");
        assertThat(other.execute(key, new StoreRequest.Claim(LEASE)).outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void executeAll_partlyRefused_isUnknownAndSaysHowMuch() {
        byte[] gone = bytes("gone");
        store.execute(gone, put("1", Condition.NONE));
        memory("1");

        StoreRequest remove = new StoreRequest.Remove(Condition.NONE, Want.OUTCOME);
        List<byte[]> keys = List.of(gone, key);
        assertThatThrownBy(() -> store.executeAll(keys, List.of(remove, put("2", Condition.NONE))))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("1 of 2 commands were refused, the others were executed; the first: cache '")
                .hasMessageContaining("was refused with OOM");

        memory("0");
        assertThat(store.execute(gone, StoreRequest.GET).outcome()).isEqualTo(Outcome.ABSENT);
    }

    @Test
    void commit_serverFull_changesNothingAndKeepsTheClaim() {
        store.execute(key, put("before", Condition.NONE));
        StoreReply claimed = store.execute(key, new StoreRequest.Claim(LEASE));
        Condition fence = Condition.fence(claimed.fence(), claimed.value());
        memory("1");

        assertThatThrownBy(() -> store.execute(key, put("after", fence))).isInstanceOf(NotExecutedException.class);

        memory("0");
        assertThat(store.execute(key, StoreRequest.GET).value()).isEqualTo(bytes("before"));
        assertThat(store.execute(key, put("after", fence)).outcome()).isEqualTo(Outcome.UPDATED);
    }

    /** A value that expires at once takes the entry away, for which there is room. */
    @Test
    void tell_serverFullAndValueExpiresAtOnce_removes() {
        link.call(link.commands().set(key, bytes("before")));
        memory("1");

        assertThat(run(RedisScript.TELL_CHANGE, "key channel head \21\22 put after 5000 -2"))
                .isEqualTo(2L);
        assertThat(link.call(link.commands().get(key))).isNull();
    }

    /** A new value that expires at once has never been there. */
    @Test
    void track_serverFullAndNewValueExpiresAtOnce_writesNothing() {
        link.call(link.commands().set(bytes("last"), bytes("5:0000000000000001")));
        memory("1");

        assertThat(run(
                        RedisScript.TRACK_CHANGE,
                        "key last key channel head \21\22 put after -2 5000 none 0 . 5:60000:$"))
                .isEqualTo(1L);
    }

    private Object run(RedisScript script, String words) {
        return link.call(script.with(
                Stream.of(words.split(" ")).map(FullServerTest::bytes).toArray(byte[][]::new)));
    }
}
