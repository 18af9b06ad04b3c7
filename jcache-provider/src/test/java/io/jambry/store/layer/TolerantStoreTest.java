// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import io.jambry.store.memory.MemoryNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TolerantStoreTest {

    private static final byte[] KEY = {'k'};
    private static final byte[] VALUE = {'v'};
    private static final byte[] OTHER = {'w'};

    private static final RuntimeException DOWN = new NotExecutedException("the server is down");

    private static final Logger LOGGER = Logger.getLogger(TolerantStore.class.getName());

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final FailingStore inner = new FailingStore(new MemoryNamespace(() -> 1).store("prices"));
    private final Store reads = tolerant(true, false);
    private final Store writes = tolerant(false, true);
    private final Store both = tolerant(true, true);
    private final LogLines lines = new LogLines();

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(lines);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void everyOperation_nothingFails_isThatOfTheStore() {
        assertThat(both.execute(KEY, put(Condition.NONE, Want.OUTCOME)).outcome())
                .isEqualTo(Outcome.CREATED);
        assertThat(both.execute(KEY, StoreRequest.GET).value()).isEqualTo(VALUE);
        assertThat(both.executeAll(List.of(KEY, OTHER), List.of(StoreRequest.EXISTS, StoreRequest.EXISTS)))
                .extracting(StoreReply::outcome)
                .containsExactly(Outcome.FOUND, Outcome.ABSENT);
        assertThat(both.size()).isEqualTo(1);
        assertThat(both.scan(Store.Scope.KEYS, 10).next()).hasSize(1);
        assertThat(both.removeAll(List.of(KEY))).isEqualTo(1);
        assertThat(both.expired(10)).isEmpty();
        both.close();

        assertThat(inner.closed).isTrue();
        assertThat(lines.records).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unreachable")
    void read_failing_isAMiss(RuntimeException failure) {
        inner.failure = failure;

        assertThat(reads.execute(KEY, StoreRequest.GET)).isEqualTo(StoreReply.ABSENT);
        assertThat(reads.execute(KEY, new StoreRequest.Get(Ttl.ofMillis(9), /* remainingTtl= */ true)))
                .isEqualTo(StoreReply.ABSENT);
        assertThat(reads.execute(KEY, StoreRequest.EXISTS)).isEqualTo(StoreReply.ABSENT);
    }

    @ParameterizedTest
    @MethodSource("unreachable")
    void plainWrite_failing_isSkipped(RuntimeException failure) {
        inner.failure = failure;

        for (Want want : Want.values()) {
            assertThat(writes.execute(KEY, put(Condition.NONE, want)))
                    .as("%s", want)
                    .isEqualTo(StoreReply.UNTOUCHED);
        }
        assertThat(writes.execute(KEY, new StoreRequest.Touch(Ttl.ETERNAL, Condition.NONE)))
                .isEqualTo(StoreReply.UNTOUCHED);
        assertThat(writes.execute(KEY, new StoreRequest.Touch(Ttl.ETERNAL, Condition.bytes(VALUE))))
                .isEqualTo(StoreReply.UNTOUCHED);
    }

    static List<RuntimeException> unreachable() {
        return List.of(DOWN, new OutcomeUnknownException("the server is silent", null));
    }

    @Test
    void skippedWrite_serverIsBack_leftTheOldValue() {
        writes.execute(KEY, put(Condition.NONE, Want.NOTHING));
        inner.failure = DOWN;
        writes.execute(KEY, new StoreRequest.Put(OTHER, Ttl.ETERNAL, Ttl.ETERNAL, Condition.NONE, Want.NOTHING));
        inner.failure = null;

        assertThat(writes.execute(KEY, StoreRequest.GET).value()).isEqualTo(VALUE);
    }

    @ParameterizedTest
    @MethodSource("decidingRequests")
    void decidingRequest_failing_fails(StoreRequest request) {
        inner.failure = DOWN;

        assertThatThrownBy(() -> both.execute(KEY, request)).isSameAs(DOWN);
        assertThatThrownBy(() -> both.executeAll(List.of(KEY), List.of(request)))
                .isSameAs(DOWN);
        assertThat(lines.records).isEmpty();
    }

    static List<StoreRequest> decidingRequests() {
        return List.of(
                put(Condition.ABSENT, Want.OUTCOME),
                put(Condition.PRESENT, Want.PREVIOUS),
                put(Condition.bytes(VALUE), Want.OUTCOME),
                put(Condition.fence(7, VALUE), Want.NOTHING),
                new StoreRequest.Touch(Ttl.ETERNAL, Condition.fence(7, VALUE)),
                new StoreRequest.Remove(Condition.NONE, Want.NOTHING),
                new StoreRequest.Remove(Condition.bytes(VALUE), Want.OUTCOME),
                new StoreRequest.Remove(Condition.fence(7, VALUE), Want.NOTHING),
                new StoreRequest.Add(1, new byte[0], Ttl.ETERNAL, Ttl.KEEP),
                new StoreRequest.Claim(1000),
                new StoreRequest.Renew(7, 1000),
                new StoreRequest.Release(7));
    }

    @Test
    void operationOnManyEntries_failing_fails() {
        inner.failure = DOWN;
        List<Callable<?>> operations = List.of(
                () -> both.removeAll(List.of(KEY)),
                () -> both.scan(Store.Scope.KEYS, 10),
                () -> both.expired(10),
                both::size);

        for (Callable<?> operation : operations) {
            assertThatThrownBy(operation::call).isSameAs(DOWN);
        }
        assertThatThrownBy(both::clear).isSameAs(DOWN);
    }

    @Test
    void oneKind_isSet_theOtherStillFails() {
        inner.failure = DOWN;

        assertThatThrownBy(() -> reads.execute(KEY, put(Condition.NONE, Want.NOTHING)))
                .isSameAs(DOWN);
        assertThatThrownBy(() -> reads.execute(KEY, new StoreRequest.Touch(Ttl.ETERNAL, Condition.NONE)))
                .isSameAs(DOWN);
        assertThatThrownBy(() -> writes.execute(KEY, StoreRequest.GET)).isSameAs(DOWN);
        assertThatThrownBy(() -> writes.execute(KEY, StoreRequest.EXISTS)).isSameAs(DOWN);
    }

    @Test
    void anythingButAnUnreachableServer_fails() {
        inner.failure = new ServerException("OOM command not allowed", null);
        assertThatThrownBy(() -> both.execute(KEY, StoreRequest.GET)).isSameAs(inner.failure);
        assertThatThrownBy(() -> both.executeAll(List.of(KEY), List.of(StoreRequest.GET)))
                .isSameAs(inner.failure);
    }

    @Test
    void batch_allTolerated_answersEachInOrder() {
        inner.failure = DOWN;

        assertThat(both.executeAll(List.of(KEY, OTHER), List.of(StoreRequest.GET, put(Condition.NONE, Want.NOTHING))))
                .containsExactly(StoreReply.ABSENT, StoreReply.UNTOUCHED);
        assertThat(lines.records).hasSize(1);
    }

    @Test
    void batch_oneHasToBeTold_fails() {
        inner.failure = DOWN;

        assertThatThrownBy(() -> both.executeAll(
                        List.of(KEY, OTHER),
                        List.of(StoreRequest.GET, new StoreRequest.Remove(Condition.NONE, Want.NOTHING))))
                .isSameAs(DOWN);
        assertThat(lines.records).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LineCase.class)
    void tolerated_isToldInOneLine(LineCase line) {
        inner.failure = DOWN;

        both.execute(KEY, line.request);

        assertThat(lines.records).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getThrown()).isSameAs(DOWN);
            assertThat(record.getMessage())
                    .isEqualTo("cache 'prices': a " + line.text
                            + ", as the cache is set; further failures are silent for 10 s");
        });
    }

    enum LineCase {
        GET(StoreRequest.GET, "GET failed and is a miss"),
        EXISTS(StoreRequest.EXISTS, "EXISTS failed and is a miss"),
        PUT(put(Condition.NONE, Want.NOTHING), "PUT failed and is skipped"),
        TOUCH(new StoreRequest.Touch(Ttl.ETERNAL, Condition.NONE), "TOUCH failed and is skipped");

        private final StoreRequest request;
        private final String text;

        LineCase(StoreRequest request, String text) {
            this.request = request;
            this.text = text;
        }
    }

    @Test
    void log_manyFailures_isOneLineInTenSeconds() {
        inner.failure = DOWN;
        for (int i = 0; i < 100; i++) {
            both.execute(KEY, StoreRequest.GET);
        }
        assertThat(lines.records).hasSize(1);

        nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        both.execute(KEY, StoreRequest.GET);
        assertThat(lines.records).hasSize(1);

        nanos.incrementAndGet();
        both.execute(KEY, StoreRequest.GET);
        both.execute(KEY, StoreRequest.GET);
        assertThat(lines.records).hasSize(2);
    }

    private Store tolerant(boolean readsMiss, boolean writesSkip) {
        return new TolerantStore(inner, "prices", readsMiss, writesSkip, nanos::get);
    }

    private static StoreRequest put(Condition condition, Want want) {
        return new StoreRequest.Put(VALUE, Ttl.ETERNAL, Ttl.ETERNAL, condition, want);
    }

    private static final class LogLines extends Handler {

        private final List<LogRecord> records = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
