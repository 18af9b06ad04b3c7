// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitRetryTest {

    private static final AtomicLong KEYS = new AtomicLong();

    private final byte[] key = bytes("key" + KEYS.incrementAndGet());
    private FaultProxy proxy;
    private RedisNamespace near;
    private RedisNamespace far;
    private Store store;
    private Store other;

    @BeforeEach
    void open() throws IOException {
        proxy = FaultProxy.to(TestServer.shared().port());
        LinkSettings settings = LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(TestServer.shared().password());
        far = RedisNamespace.open(RedisLink.open(settings), "commit", "far", Duration.ofSeconds(3));
        near = RedisNamespace.open(RedisLink.open(TestServer.settings()), "commit", "near", Duration.ofSeconds(3));
        store = far.store("cache");
        other = near.store("cache");
        store.execute(key, new StoreRequest.Remove(Condition.NONE, Want.NOTHING));
    }

    @AfterEach
    void close() throws IOException {
        other.clear();
        near.close();
        far.close();
        proxy.close();
    }

    @Test
    void commit_answerLost_isAskedAgainAndAnsweredTruthfully() {
        StoreReply claim = claim();
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThat(store.execute(key, put("one", claim)).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(other.execute(key, StoreRequest.GET).value()).isEqualTo(bytes("one"));
        assertThat(claim().value()).isEqualTo(bytes("one"));
    }

    @Test
    void commit_answerLostTwice_isUnknown() {
        StoreReply claim = claim();
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 2);
        assertThatThrownBy(() -> store.execute(key, put("one", claim)))
                .isInstanceOf(OutcomeUnknownException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    @Test
    void commit_claimLostAndAnswerLost_tellsThatItIsOver() {
        StoreReply claim = claim();
        other.execute(key, new StoreRequest.Release(claim.fence()));
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThat(store.execute(key, put("one", claim)).outcome()).isEqualTo(Outcome.LOST);
    }

    @Test
    void commit_answerLostAndClaimedAnew_isUnknown() {
        StoreReply claim = claim();
        other.execute(key, new StoreRequest.Release(claim.fence()));
        StoreReply next = other.execute(key, new StoreRequest.Claim(5000));
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThatThrownBy(() -> store.execute(key, put("one", claim))).isInstanceOf(OutcomeUnknownException.class);
        other.execute(key, new StoreRequest.Release(next.fence()));
    }

    @Test
    void commit_valueChangedAndAnswerLost_tellsTheCurrentValue() {
        StoreReply claim = claim();
        other.execute(key, new StoreRequest.Put(bytes("two"), Ttl.ETERNAL, Ttl.ETERNAL, Condition.NONE, Want.NOTHING));
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        StoreReply reply = store.execute(key, put("one", claim));
        assertThat(reply.outcome()).isEqualTo(Outcome.UNTOUCHED);
        assertThat(reply.value()).isEqualTo(bytes("two"));
        store.execute(key, new StoreRequest.Release(claim.fence()));
    }

    @Test
    void claim_answerLost_isRepeatedAndHeldOnce() {
        store.execute(key, StoreRequest.GET);
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        StoreReply claim = claim();
        assertThat(claim.outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(store.execute(key, put("one", claim)).outcome()).isEqualTo(Outcome.CREATED);
    }

    @Test
    void claim_answerNeverCame_isUnknownAndCanBeAbandoned() throws IOException {
        LinkSettings impatient = LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(TestServer.shared().password())
                .withTimeout(Duration.ofMillis(300));
        try (RedisNamespace hasty =
                RedisNamespace.open(RedisLink.open(impatient), "commit", "hasty", Duration.ofSeconds(3))) {
            Store mine = hasty.store("cache");
            mine.execute(key, StoreRequest.GET);
            StoreRequest.Claim claim = new StoreRequest.Claim(60_000);
            proxy.set(Direction.REPLIES, Fault.DROP);
            assertThatThrownBy(() -> mine.execute(key, claim))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("EVALSHA invoke-claim.lua")
                    .hasMessageContaining("nobody knows whether it was executed");
            proxy.heal();
            assertThat(other.execute(key, new StoreRequest.Claim(5000)).outcome())
                    .isEqualTo(Outcome.BUSY);
            assertThat(mine.execute(key, new StoreRequest.Abandon(claim.id())).outcome())
                    .isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void claim_neverSent_isNotExecuted() {
        proxy.refuse();
        LinkSettings settings = LinkSettings.of("127.0.0.1", proxy.port()).withTimeout(Duration.ofMillis(300));
        try (RedisNamespace lonely =
                RedisNamespace.open(RedisLink.open(settings), "commit", "lonely", Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> lonely.store("cache").execute(key, new StoreRequest.Claim(5000)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("was not sent");
        }
    }

    @Test
    void commits_answersLost_areAskedAgainAndAnsweredTruthfully() {
        List<byte[]> keys = keys(20);
        List<StoreReply> claims = claims(keys);
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThat(store.executeAll(keys, puts("one", claims)))
                .extracting(StoreReply::outcome)
                .containsOnly(Outcome.CREATED);
        for (byte[] each : keys) {
            assertThat(other.execute(each, StoreRequest.GET).value()).isEqualTo(bytes("one"));
        }
    }

    @Test
    void commits_someClaimsLostAndAnswersLost_tellEach() {
        List<byte[]> keys = keys(3);
        List<StoreReply> claims = claims(keys);
        other.execute(keys.get(1), new StoreRequest.Release(claims.get(1).fence()));
        other.execute(
                keys.get(2),
                new StoreRequest.Put(bytes("two"), Ttl.ETERNAL, Ttl.ETERNAL, Condition.NONE, Want.NOTHING));
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        List<StoreReply> replies = store.executeAll(keys, puts("one", claims));
        assertThat(replies)
                .extracting(StoreReply::outcome)
                .containsExactly(Outcome.CREATED, Outcome.LOST, Outcome.UNTOUCHED);
        assertThat(replies.get(2).value()).isEqualTo(bytes("two"));
    }

    @Test
    void commits_answersLostTwice_areUnknown() {
        List<byte[]> keys = keys(3);
        List<StoreReply> claims = claims(keys);
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 2);
        assertThatThrownBy(() -> store.executeAll(keys, puts("one", claims)))
                .isInstanceOf(OutcomeUnknownException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    private List<byte[]> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bytes(new String(key, StandardCharsets.US_ASCII) + "-" + i))
                .toList();
    }

    private List<StoreReply> claims(List<byte[]> keys) {
        return store.executeAll(
                keys,
                keys.stream()
                        .map(each -> (StoreRequest) new StoreRequest.Claim(5000))
                        .toList());
    }

    private static List<StoreRequest> puts(String value, List<StoreReply> claims) {
        return claims.stream().map(claim -> put(value, claim)).toList();
    }

    private StoreReply claim() {
        return store.execute(key, new StoreRequest.Claim(5000));
    }

    private static StoreRequest put(String value, StoreReply claim) {
        return new StoreRequest.Put(
                bytes(value), Ttl.ETERNAL, Ttl.KEEP, Condition.fence(claim.fence(), claim.value()), Want.OUTCOME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
