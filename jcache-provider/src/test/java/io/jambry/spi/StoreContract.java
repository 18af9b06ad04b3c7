// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import static io.jambry.spi.StoreReply.Outcome.ABSENT;
import static io.jambry.spi.StoreReply.Outcome.BUSY;
import static io.jambry.spi.StoreReply.Outcome.CLAIMED;
import static io.jambry.spi.StoreReply.Outcome.CREATED;
import static io.jambry.spi.StoreReply.Outcome.DONE;
import static io.jambry.spi.StoreReply.Outcome.FOUND;
import static io.jambry.spi.StoreReply.Outcome.LOST;
import static io.jambry.spi.StoreReply.Outcome.REMOVED;
import static io.jambry.spi.StoreReply.Outcome.UNTOUCHED;
import static io.jambry.spi.StoreReply.Outcome.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest.Want;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Store} does; an implementation's test extends this class and supplies the factory and the time. */
public abstract class StoreContract {

    /** Short enough to wait for with a real clock, long enough not to end by itself between two requests. */
    private static final Ttl SHORT = Ttl.ofMillis(150);

    private static final Duration PAST_SHORT = Duration.ofMillis(250);
    private static final Ttl HOUR = Ttl.ofMillis(3_600_000);
    private static final long LEASE = 150;
    private static final long LONG_LEASE = 60_000;
    private static final byte[] ONE = bytes("one");
    private static final byte[] TWO = bytes("two");
    private static final byte[] THREE = bytes("three");
    private static final byte[] LARGE = new byte[10_000];

    private static final AtomicLong KEYS = new AtomicLong();

    /** A key of this test alone: a claim that others asked for may be kept for them for a while after a test. */
    private final byte[] key = bytes("key" + KEYS.incrementAndGet());

    /** The store under test, empty at the beginning of each test. */
    protected Store store;

    /** Another handle on the same entries, as another JVM would have it. */
    protected Store other;

    /**
     * Opens a store.
     *
     * @param name the name of the cache; the same name is the same entries
     * @return a store
     */
    protected abstract Store open(String name);

    /**
     * Lets time pass for the stores.
     *
     * @param duration how much
     */
    protected abstract void advance(Duration duration);

    @BeforeEach
    void openStores() {
        store = open("contract");
        other = open("contract");
        store.clear();
        Arrays.fill(LARGE, (byte) 7);
    }

    @AfterEach
    void closeStores() {
        store.clear();
        store.close();
        other.close();
    }

    // --- rewrite

    @Test
    void rewrite_exactBytes_changesThemAndKeepsTheTimeToLive() {
        put(ONE, HOUR);
        assertReply(store.execute(key, new StoreRequest.Rewrite(ONE, LARGE)), UPDATED, null);
        assertReply(other.execute(key, StoreRequest.GET), FOUND, LARGE);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        put(ONE, Ttl.ETERNAL);
        assertReply(store.execute(key, new StoreRequest.Rewrite(ONE, TWO)), UPDATED, null);
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rewrite_otherBytesOrNone_changesNothingAndTellsWhatIsThere() {
        assertReply(store.execute(key, new StoreRequest.Rewrite(ONE, TWO)), UNTOUCHED, null);
        assertAbsent();
        put(THREE, HOUR);
        assertReply(store.execute(key, new StoreRequest.Rewrite(ONE, TWO)), UNTOUCHED, THREE);
        assertReply(store.execute(key, StoreRequest.GET), FOUND, THREE);
    }

    @Test
    void rewrite_amongOthers_answersEach() {
        byte[] absent = bytes("absent");
        put(ONE, HOUR);
        List<StoreReply> replies = store.executeAll(
                List.of(key, absent), List.of(new StoreRequest.Rewrite(ONE, TWO), new StoreRequest.Rewrite(ONE, TWO)));
        assertReply(replies.get(0), UPDATED, null);
        assertReply(replies.get(1), UNTOUCHED, null);
        assertReply(store.execute(key, StoreRequest.GET), FOUND, TWO);
    }

    @Test
    void rewrite_underAClaim_isNoticedByItsCommit() {
        put(ONE, HOUR);
        StoreReply claim = store.execute(key, new StoreRequest.Claim(LONG_LEASE));
        assertReply(other.execute(key, new StoreRequest.Rewrite(ONE, TWO)), UPDATED, null);
        StoreRequest commit =
                new StoreRequest.Put(THREE, Ttl.ETERNAL, Ttl.KEEP, Condition.fence(claim.fence(), ONE), Want.OUTCOME);
        assertReply(store.execute(key, commit), UNTOUCHED, TWO);
        StoreRequest again =
                new StoreRequest.Put(THREE, Ttl.ETERNAL, Ttl.KEEP, Condition.fence(claim.fence(), TWO), Want.OUTCOME);
        assertReply(store.execute(key, again), UPDATED, null);
    }

    // --- get, exists

    @Test
    void get_noEntry_answersAbsent() {
        assertReply(store.execute(key, StoreRequest.GET), ABSENT, null);
    }

    @Test
    void get_entry_answersItsValueAndKeepsItsTimeToLive() {
        put(ONE, HOUR);
        assertReply(store.execute(key, StoreRequest.GET), FOUND, ONE);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
    }

    @Test
    void get_emptyValue_isFound() {
        put(new byte[0], Ttl.ETERNAL);
        assertReply(store.execute(key, StoreRequest.GET), FOUND, new byte[0]);
    }

    @Test
    void get_expiredEntry_answersAbsent() {
        put(ONE, SHORT);
        advance(PAST_SHORT);
        assertReply(store.execute(key, StoreRequest.GET), ABSENT, null);
        assertReply(store.execute(key, StoreRequest.EXISTS), ABSENT, null);
    }

    @Test
    void get_withTouch_setsTheTimeToLive() {
        put(ONE, Ttl.ETERNAL);
        assertReply(store.execute(key, new StoreRequest.Get(HOUR, false)), FOUND, ONE);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        assertReply(store.execute(key, new StoreRequest.Get(Ttl.ETERNAL, false)), FOUND, ONE);
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void get_withTouchZero_readsAndRemoves() {
        put(ONE, HOUR);
        assertReply(store.execute(key, new StoreRequest.Get(Ttl.ZERO, false)), FOUND, ONE);
        assertAbsent();
    }

    @Test
    void get_withTouchAndNoEntry_createsNothing() {
        assertReply(store.execute(key, new StoreRequest.Get(HOUR, false)), ABSENT, null);
        assertReply(store.execute(key, new StoreRequest.Get(Ttl.ETERNAL, true)), ABSENT, null);
        assertAbsent();
    }

    @Test
    void get_withTouchAndRemaining_tellsTheTimeAfterTheTouch() {
        put(ONE, SHORT);
        StoreReply reply = store.execute(key, new StoreRequest.Get(HOUR, true));
        assertReply(reply, FOUND, ONE);
        assertThat(reply.remainingMillis()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        assertThat(store.execute(key, new StoreRequest.Get(Ttl.ETERNAL, true)).remainingMillis())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void exists_entry_answersFoundWithoutValue() {
        assertReply(store.execute(key, StoreRequest.EXISTS), ABSENT, null);
        put(ONE, HOUR);
        assertReply(store.execute(key, StoreRequest.EXISTS), FOUND, null);
    }

    // --- put

    @Test
    void put_wantNothing_answersDoneOrTheOutcome() {
        assertThat(store.execute(key, put(ONE, HOUR, HOUR, Condition.NONE, Want.NOTHING))
                        .outcome())
                .isIn(DONE, CREATED);
        assertEntry(ONE);
        assertThat(store.execute(key, put(TWO, HOUR, HOUR, Condition.NONE, Want.NOTHING))
                        .outcome())
                .isIn(DONE, UPDATED);
        assertEntry(TWO);
    }

    @Test
    void put_wantOutcome_tellsCreatedFromUpdated() {
        StoreRequest request = put(ONE, HOUR, HOUR, Condition.NONE, Want.OUTCOME);
        assertThat(store.execute(key, request).outcome()).isEqualTo(CREATED);
        assertThat(store.execute(key, request).outcome()).isEqualTo(UPDATED);
    }

    @Test
    void put_wantPrevious_answersTheValueBefore() {
        assertReply(store.execute(key, put(ONE, HOUR, HOUR, Condition.NONE, Want.PREVIOUS)), CREATED, null);
        assertReply(store.execute(key, put(TWO, HOUR, HOUR, Condition.NONE, Want.PREVIOUS)), UPDATED, ONE);
        assertEntry(TWO);
    }

    @ParameterizedTest
    @EnumSource(Want.class)
    void put_anyTimesToLive_appliesTheOneThatFits(Want want) {
        List<Ttl> onCreate = List.of(Ttl.ETERNAL, HOUR, Ttl.ZERO);
        List<Ttl> onUpdate = List.of(Ttl.ETERNAL, HOUR, Ttl.ZERO, Ttl.KEEP);
        for (Ttl create : onCreate) {
            for (Ttl update : onUpdate) {
                StoreRequest request = put(TWO, create, update, Condition.NONE, want);
                String text = request.toString().replaceAll("value=[^,]*, ", "");
                assertThat(store.execute(key, request).outcome())
                        .as(text)
                        .isIn(want == Want.NOTHING ? DONE : CREATED, CREATED);
                assertLives(text, create);
                store.execute(
                        key, put(ONE, Ttl.ofMillis(600_000), Ttl.ofMillis(600_000), Condition.NONE, Want.NOTHING));
                StoreReply reply = store.execute(key, request);
                assertThat(reply.outcome()).as(text).isIn(want == Want.NOTHING ? DONE : UPDATED, UPDATED);
                assertThat(reply.value()).as(text).isEqualTo(want == Want.PREVIOUS ? ONE : null);
                assertLives(text, update.isKeep() ? Ttl.ofMillis(600_000) : update);
                store.execute(key, new StoreRequest.Remove(Condition.NONE, Want.NOTHING));
            }
        }
    }

    @Test
    void put_keepOnUpdateOfEternalEntry_staysEternal() {
        put(ONE, Ttl.ETERNAL);
        store.execute(key, put(TWO, HOUR, Ttl.KEEP, Condition.NONE, Want.NOTHING));
        assertEntry(TWO);
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void put_expiredEntry_isCreated() {
        put(ONE, SHORT);
        advance(PAST_SHORT);
        assertReply(store.execute(key, put(TWO, HOUR, Ttl.KEEP, Condition.NONE, Want.PREVIOUS)), CREATED, null);
        assertThat(remaining()).isGreaterThan(PAST_SHORT.toMillis());
    }

    @Test
    void put_underAbsent_writesOnlyWhereNothingIs() {
        StoreRequest request = put(ONE, HOUR, Ttl.KEEP, Condition.ABSENT, Want.NOTHING);
        assertThat(store.execute(key, request).outcome()).isEqualTo(CREATED);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        assertThat(store.execute(key, put(TWO, HOUR, HOUR, Condition.ABSENT, Want.OUTCOME))
                        .outcome())
                .isEqualTo(UNTOUCHED);
        assertEntry(ONE);
    }

    @Test
    void put_underAbsentWantPrevious_answersWhatIsInTheWay() {
        assertReply(store.execute(key, put(ONE, HOUR, HOUR, Condition.ABSENT, Want.PREVIOUS)), CREATED, null);
        assertReply(store.execute(key, put(TWO, HOUR, HOUR, Condition.ABSENT, Want.PREVIOUS)), UNTOUCHED, ONE);
        assertEntry(ONE);
    }

    @ParameterizedTest
    @EnumSource(Want.class)
    void put_underAbsentWithZero_tellsTheOutcomeAndWritesNothing(Want want) {
        StoreRequest request = put(TWO, Ttl.ZERO, Ttl.KEEP, Condition.ABSENT, want);
        assertReply(store.execute(key, request), CREATED, null);
        assertAbsent();
        put(ONE, HOUR);
        assertReply(store.execute(key, request), UNTOUCHED, want == Want.PREVIOUS ? ONE : null);
        assertEntry(ONE);
    }

    @ParameterizedTest
    @EnumSource(Want.class)
    void put_underPresent_writesOnlyWhereSomethingIs(Want want) {
        StoreRequest request = put(TWO, Ttl.ETERNAL, HOUR, Condition.PRESENT, want);
        assertReply(store.execute(key, request), UNTOUCHED, null);
        assertAbsent();
        put(ONE, Ttl.ETERNAL);
        assertReply(store.execute(key, request), UPDATED, want == Want.PREVIOUS ? ONE : null);
        assertEntry(TWO);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
    }

    @ParameterizedTest
    @EnumSource(Want.class)
    void put_underPresentWithOtherTimes_appliesThem(Want want) {
        put(ONE, HOUR);
        store.execute(key, put(TWO, Ttl.ETERNAL, Ttl.KEEP, Condition.PRESENT, want));
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        store.execute(key, put(TWO, Ttl.ETERNAL, Ttl.ETERNAL, Condition.PRESENT, want));
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
        StoreReply reply = store.execute(key, put(TWO, Ttl.ETERNAL, Ttl.ZERO, Condition.PRESENT, want));
        assertReply(reply, UPDATED, want == Want.PREVIOUS ? TWO : null);
        assertAbsent();
    }

    @Test
    void put_underBytes_writesOnlyOverExactlyThese() {
        assertReply(store.execute(key, put(TWO, HOUR, HOUR, Condition.bytes(ONE), Want.OUTCOME)), UNTOUCHED, null);
        assertAbsent();
        put(ONE, Ttl.ETERNAL);
        assertReply(store.execute(key, put(THREE, HOUR, HOUR, Condition.bytes(TWO), Want.OUTCOME)), UNTOUCHED, ONE);
        assertEntry(ONE);
        assertThat(store.execute(key, put(THREE, HOUR, HOUR, Condition.bytes(ONE), Want.OUTCOME))
                        .outcome())
                .isEqualTo(UPDATED);
        assertEntry(THREE);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
    }

    @Test
    void put_underBytesWithOtherTimes_appliesThem() {
        put(ONE, HOUR);
        store.execute(key, put(TWO, HOUR, Ttl.KEEP, Condition.bytes(ONE), Want.NOTHING));
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        store.execute(key, put(ONE, HOUR, Ttl.ETERNAL, Condition.bytes(TWO), Want.NOTHING));
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
        assertReply(store.execute(key, put(TWO, HOUR, Ttl.ZERO, Condition.bytes(ONE), Want.PREVIOUS)), UPDATED, ONE);
        assertAbsent();
    }

    @Test
    void put_underBytesOfAnEmptyValue_isNotAbsence() {
        put(new byte[0], HOUR);
        assertReply(
                store.execute(key, put(TWO, HOUR, HOUR, Condition.bytes(ONE), Want.OUTCOME)), UNTOUCHED, new byte[0]);
        assertThat(store.execute(key, put(TWO, HOUR, HOUR, Condition.bytes(new byte[0]), Want.OUTCOME))
                        .outcome())
                .isEqualTo(UPDATED);
    }

    // --- remove, touch

    @Test
    void remove_entry_answersRemovedThenUntouched() {
        put(ONE, HOUR);
        StoreRequest request = new StoreRequest.Remove(Condition.NONE, Want.OUTCOME);
        assertThat(store.execute(key, request).outcome()).isEqualTo(REMOVED);
        assertThat(store.execute(key, request).outcome()).isEqualTo(UNTOUCHED);
        assertAbsent();
    }

    @Test
    void remove_wantPrevious_answersTheValueBefore() {
        put(ONE, HOUR);
        StoreRequest request = new StoreRequest.Remove(Condition.NONE, Want.PREVIOUS);
        assertReply(store.execute(key, request), REMOVED, ONE);
        assertReply(store.execute(key, request), UNTOUCHED, null);
    }

    @Test
    void remove_expiredEntry_answersUntouched() {
        put(ONE, SHORT);
        advance(PAST_SHORT);
        assertThat(store.execute(key, new StoreRequest.Remove(Condition.NONE, Want.OUTCOME))
                        .outcome())
                .isEqualTo(UNTOUCHED);
    }

    @Test
    void remove_underBytes_removesOnlyExactlyThese() {
        assertReply(store.execute(key, new StoreRequest.Remove(Condition.bytes(ONE), Want.OUTCOME)), UNTOUCHED, null);
        put(ONE, HOUR);
        assertReply(store.execute(key, new StoreRequest.Remove(Condition.bytes(TWO), Want.OUTCOME)), UNTOUCHED, ONE);
        assertEntry(ONE);
        assertThat(store.execute(key, new StoreRequest.Remove(Condition.bytes(ONE), Want.OUTCOME))
                        .outcome())
                .isEqualTo(REMOVED);
        assertAbsent();
    }

    @Test
    void touch_entry_changesItsTimeToLive() {
        assertThat(touch(HOUR, Condition.NONE)).isEqualTo(UNTOUCHED);
        assertThat(touch(Ttl.ETERNAL, Condition.NONE)).isEqualTo(UNTOUCHED);
        assertThat(touch(Ttl.ZERO, Condition.NONE)).isEqualTo(UNTOUCHED);
        put(ONE, Ttl.ETERNAL);
        assertThat(touch(HOUR, Condition.NONE)).isEqualTo(UPDATED);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        assertThat(touch(Ttl.ETERNAL, Condition.NONE)).isEqualTo(UPDATED);
        assertThat(touch(Ttl.ETERNAL, Condition.NONE)).isEqualTo(UPDATED);
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
        assertEntry(ONE);
        assertThat(touch(Ttl.ZERO, Condition.NONE)).isEqualTo(UPDATED);
        assertAbsent();
    }

    @Test
    void touch_keep_leavesTheEntryAsItIs() {
        put(ONE, HOUR);
        store.execute(key, new StoreRequest.Touch(Ttl.KEEP, Condition.NONE));
        assertEntry(ONE);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
    }

    @Test
    void touch_underBytes_touchesOnlyExactlyThese() {
        assertThat(touch(HOUR, Condition.bytes(ONE))).isEqualTo(UNTOUCHED);
        put(ONE, Ttl.ETERNAL);
        assertThat(touch(HOUR, Condition.bytes(TWO))).isEqualTo(UNTOUCHED);
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
        assertThat(touch(HOUR, Condition.bytes(ONE))).isEqualTo(UPDATED);
        assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        assertThat(touch(Ttl.ETERNAL, Condition.bytes(ONE))).isEqualTo(UPDATED);
        assertThat(remaining()).isEqualTo(Long.MAX_VALUE);
        assertThat(touch(Ttl.ZERO, Condition.bytes(ONE))).isEqualTo(UPDATED);
        assertAbsent();
    }

    // --- add

    @Test
    void add_noEntry_countsFromZero() {
        assertReply(store.execute(key, add(5, "")), CREATED, bytes("5"));
        assertEntry(bytes("5"));
        assertReply(store.execute(key, add(-7, "")), UPDATED, bytes("-2"));
        assertEntry(bytes("-2"));
    }

    @Test
    void add_withPrefix_countsBehindIt() {
        assertReply(store.execute(key, add(5, "i:")), CREATED, bytes("i:5"));
        assertReply(store.execute(key, add(37, "i:")), UPDATED, bytes("i:42"));
        assertReply(store.execute(key, add(1, "j:")), UNTOUCHED, bytes("i:42"));
        assertReply(store.execute(key, add(1, "")), UNTOUCHED, bytes("i:42"));
        assertEntry(bytes("i:42"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p%"})
    void add_largeNumbers_isExactAndRefusesOverflow(String prefix) {
        put(bytes(prefix + (Long.MAX_VALUE - 1)), HOUR);
        assertReply(store.execute(key, add(1, prefix)), UPDATED, bytes(prefix + Long.MAX_VALUE));
        assertReply(store.execute(key, add(1, prefix)), UNTOUCHED, bytes(prefix + Long.MAX_VALUE));
        assertReply(store.execute(key, add(Long.MIN_VALUE, prefix)), UPDATED, bytes(prefix + "-1"));
        assertReply(store.execute(key, add(Long.MIN_VALUE, prefix)), UNTOUCHED, bytes(prefix + "-1"));
        assertEntry(bytes(prefix + "-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "1 ", " 1", "--1", "9223372036854775808"})
    void add_noWholeNumber_answersUntouchedWithIt(String value) {
        for (String prefix : List.of("", "p")) {
            put(bytes(prefix + value), HOUR);
            assertReply(store.execute(key, add(1, prefix)), UNTOUCHED, bytes(prefix + value));
            assertEntry(bytes(prefix + value));
            assertThat(remaining()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
        }
    }

    @Test
    void add_timesToLive_appliesTheOneThatFits() {
        for (String prefix : List.of("", "p")) {
            store.execute(key, new StoreRequest.Add(1, bytes(prefix), HOUR, Ttl.KEEP));
            assertLives("created", HOUR);
            store.execute(key, new StoreRequest.Add(1, bytes(prefix), Ttl.ETERNAL, Ttl.KEEP));
            assertLives("kept", HOUR);
            store.execute(key, new StoreRequest.Add(1, bytes(prefix), HOUR, Ttl.ETERNAL));
            assertLives("updated", Ttl.ETERNAL);
            store.execute(key, new StoreRequest.Add(1, bytes(prefix), Ttl.ETERNAL, HOUR));
            assertLives("updated", HOUR);
            assertReply(
                    store.execute(key, new StoreRequest.Add(1, bytes(prefix), HOUR, Ttl.ZERO)),
                    UPDATED,
                    bytes(prefix + "5"));
            assertAbsent();
            assertReply(
                    store.execute(key, new StoreRequest.Add(1, bytes(prefix), Ttl.ZERO, HOUR)),
                    CREATED,
                    bytes(prefix + "1"));
            assertAbsent();
        }
    }

    // --- claim, renew, release, commit

    @Test
    void claim_noEntry_answersTheFenceAndStopsOtherClaims() {
        StoreReply claim = claim(store, LONG_LEASE);
        assertReply(claim, CLAIMED, null);
        assertThat(claim.fence()).isPositive();
        for (Store contender : List.of(store, other)) {
            StoreReply refused = claim(contender, LONG_LEASE);
            assertThat(refused.outcome()).isEqualTo(BUSY);
            assertThat(refused.remainingMillis()).isBetween(0L, LONG_LEASE);
        }
        release(store, claim);
    }

    @Test
    void claim_entry_answersItsValueAndKeepsItsTimeToLive() {
        put(ONE, HOUR);
        StoreReply claim = claim(store, LONG_LEASE);
        assertReply(claim, CLAIMED, ONE);
        assertLives("claimed", HOUR);
        release(store, claim);
    }

    @Test
    void claim_again_hasALargerFence() {
        StoreReply first = claim(store, LONG_LEASE);
        release(store, first);
        StoreReply second = awaitClaim(other);
        assertThat(second.fence()).isGreaterThan(first.fence());
        commit(other, second, put(ONE, HOUR, HOUR, Condition.fence(second.fence(), null), Want.OUTCOME));
        StoreReply third = awaitClaim(store);
        assertThat(third.fence()).isGreaterThan(second.fence());
        release(store, third);
    }

    @Test
    void claim_otherEntry_isFree() {
        StoreReply claim = claim(store, LONG_LEASE);
        StoreReply neighbour = other.execute(bytes("key2"), new StoreRequest.Claim(LONG_LEASE));
        assertThat(neighbour.outcome()).isEqualTo(CLAIMED);
        other.execute(bytes("key2"), new StoreRequest.Release(neighbour.fence()));
        release(store, claim);
    }

    @Test
    void claim_leaseEnded_isFreeAndTheOldOneLost() {
        StoreReply old = claim(store, LEASE);
        advance(PAST_SHORT);
        assertThat(store.execute(key, new StoreRequest.Renew(old.fence(), LEASE))
                        .outcome())
                .isEqualTo(LOST);
        StoreReply claim = claim(other, LONG_LEASE);
        assertThat(claim.outcome()).isEqualTo(CLAIMED);
        assertThat(claim.fence()).isGreaterThan(old.fence());
        assertThat(store.execute(key, put(ONE, HOUR, HOUR, Condition.fence(old.fence(), null), Want.OUTCOME))
                        .outcome())
                .isEqualTo(LOST);
        assertAbsent();
        release(store, old);
        assertThat(claim(store, LONG_LEASE).outcome()).isEqualTo(BUSY);
        release(other, claim);
    }

    @Test
    void renew_claim_holdsLonger() {
        StoreReply claim = claim(store, LEASE);
        assertThat(store.execute(key, new StoreRequest.Renew(claim.fence(), LONG_LEASE))
                        .outcome())
                .isEqualTo(DONE);
        advance(PAST_SHORT);
        assertThat(claim(other, LONG_LEASE).outcome()).isEqualTo(BUSY);
        release(store, claim);
        assertThat(store.execute(key, new StoreRequest.Renew(claim.fence(), LONG_LEASE))
                        .outcome())
                .isEqualTo(LOST);
    }

    @Test
    void release_claim_makesItFreeAndTwiceIsHarmless() {
        StoreReply claim = claim(store, LONG_LEASE);
        release(store, claim);
        release(store, claim);
        StoreReply next = claim(other, LONG_LEASE);
        assertThat(next.outcome()).isEqualTo(CLAIMED);
        release(store, claim);
        assertThat(claim(store, LONG_LEASE).outcome()).isEqualTo(BUSY);
        release(other, next);
    }

    @Test
    void claim_sameNumberAgain_answersTheSameAndIsHeldOnce() {
        put(ONE, HOUR);
        StoreRequest request = new StoreRequest.Claim(LONG_LEASE);
        StoreReply first = store.execute(key, request);
        StoreReply again = store.execute(key, request);
        assertReply(first, CLAIMED, ONE);
        assertReply(again, CLAIMED, ONE);
        assertThat(again.fence()).isEqualTo(first.fence());
        release(store, first);
        release(other, awaitClaim(other));
    }

    @Test
    void claim_ofAnotherKind_isAnotherClaim() {
        put(ONE, HOUR);
        StoreReply update = claim(store, LONG_LEASE);
        StoreRequest.Claim request = new StoreRequest.Claim(LONG_LEASE, ClaimKind.LOAD);
        StoreReply load = store.execute(key, request);
        assertReply(load, CLAIMED, ONE);
        StoreReply refused = other.execute(key, new StoreRequest.Claim(LONG_LEASE, ClaimKind.LOAD));
        assertThat(refused.outcome()).isEqualTo(BUSY);
        assertThat(refused.fence()).isEqualTo(load.fence());
        assertThat(store.execute(key, new StoreRequest.Renew(load.fence(), LONG_LEASE, ClaimKind.LOAD))
                        .outcome())
                .isEqualTo(DONE);
        Condition held = Condition.fence(load.fence(), ONE, ClaimKind.LOAD);
        assertThat(store.execute(key, put(TWO, HOUR, HOUR, held, Want.OUTCOME)).outcome())
                .isEqualTo(UPDATED);
        assertThat(claim(other, LONG_LEASE).outcome()).isEqualTo(BUSY);
        release(store, update);
        assertEntry(TWO);
    }

    @Test
    void abandon_claimHeld_endsItOnceAndNoOther() {
        StoreRequest.Claim request = new StoreRequest.Claim(LONG_LEASE);
        StoreRequest abandon = new StoreRequest.Abandon(request.id());
        assertThat(store.execute(key, abandon).outcome()).isEqualTo(LOST);
        assertThat(store.execute(key, request).outcome()).isEqualTo(CLAIMED);
        assertThat(store.execute(key, new StoreRequest.Abandon(request.id() + 1_000_000_000))
                        .outcome())
                .isEqualTo(LOST);
        assertThat(claim(other, LONG_LEASE).outcome()).isEqualTo(BUSY);
        assertThat(store.execute(key, abandon).outcome()).isEqualTo(DONE);
        StoreReply next = awaitClaim(other);
        assertThat(store.execute(key, abandon).outcome()).isEqualTo(LOST);
        assertThat(claim(store, LONG_LEASE).outcome()).isEqualTo(BUSY);
        release(other, next);
    }

    @Test
    void abandon_committed_leavesWhatWasCommitted() {
        StoreRequest.Claim request = new StoreRequest.Claim(LONG_LEASE);
        StoreReply claim = store.execute(key, request);
        commit(store, claim, put(ONE, HOUR, HOUR, Condition.fence(claim.fence(), null), Want.OUTCOME));
        assertThat(store.execute(key, new StoreRequest.Abandon(request.id())).outcome())
                .isEqualTo(LOST);
        assertEntry(ONE);
    }

    @Test
    void putUnderFence_noEntryExpected_createsAndEndsTheClaim() {
        StoreReply claim = claim(store, LONG_LEASE);
        StoreReply reply =
                store.execute(key, put(ONE, HOUR, Ttl.ETERNAL, Condition.fence(claim.fence(), null), Want.OUTCOME));
        assertThat(reply.outcome()).isEqualTo(CREATED);
        assertEntry(ONE);
        assertLives("created", HOUR);
        release(other, awaitClaim(other));
    }

    @Test
    void putUnderFence_valueUnchanged_updatesAndEndsTheClaim() {
        for (byte[] value : List.of(ONE, LARGE, new byte[0])) {
            put(value, HOUR);
            StoreReply claim = awaitClaim(store);
            assertReply(claim, CLAIMED, value);
            StoreReply reply = store.execute(
                    key, put(TWO, HOUR, Ttl.ETERNAL, Condition.fence(claim.fence(), value), Want.OUTCOME));
            assertThat(reply.outcome()).isEqualTo(UPDATED);
            assertEntry(TWO);
            assertLives("updated", Ttl.ETERNAL);
        }
        release(other, awaitClaim(other));
    }

    @Test
    void putUnderFence_keepOrZero_appliesIt() {
        put(ONE, HOUR);
        StoreReply claim = claim(store, LONG_LEASE);
        store.execute(key, put(TWO, Ttl.ETERNAL, Ttl.KEEP, Condition.fence(claim.fence(), ONE), Want.OUTCOME));
        assertLives("kept", HOUR);
        claim = awaitClaim(store);
        StoreReply reply =
                store.execute(key, put(ONE, Ttl.ETERNAL, Ttl.ZERO, Condition.fence(claim.fence(), TWO), Want.OUTCOME));
        assertThat(reply.outcome()).isEqualTo(UPDATED);
        assertAbsent();
        claim = awaitClaim(store);
        reply = store.execute(key, put(ONE, Ttl.ZERO, Ttl.ETERNAL, Condition.fence(claim.fence(), null), Want.OUTCOME));
        assertThat(reply.outcome()).isEqualTo(CREATED);
        assertAbsent();
    }

    @Test
    void putUnderFence_valueChanged_answersTheCurrentValueAndKeepsTheClaim() {
        for (byte[] value : List.of(ONE, LARGE)) {
            put(value, HOUR);
            StoreReply claim = awaitClaim(store);
            put(TWO, HOUR);
            assertReply(
                    store.execute(key, put(THREE, HOUR, HOUR, Condition.fence(claim.fence(), value), Want.OUTCOME)),
                    UNTOUCHED,
                    TWO);
            assertEntry(TWO);
            assertThat(claim(other, LONG_LEASE).outcome()).isEqualTo(BUSY);
            assertThat(store.execute(key, put(THREE, HOUR, HOUR, Condition.fence(claim.fence(), TWO), Want.OUTCOME))
                            .outcome())
                    .isEqualTo(UPDATED);
            assertEntry(THREE);
        }
    }

    @Test
    void putUnderFence_entryCameOrWent_answersUntouched() {
        StoreReply claim = claim(store, LONG_LEASE);
        put(ONE, HOUR);
        assertReply(
                store.execute(key, put(THREE, HOUR, HOUR, Condition.fence(claim.fence(), null), Want.OUTCOME)),
                UNTOUCHED,
                ONE);
        store.execute(key, new StoreRequest.Remove(Condition.NONE, Want.NOTHING));
        assertReply(
                store.execute(key, put(THREE, HOUR, HOUR, Condition.fence(claim.fence(), ONE), Want.OUTCOME)),
                UNTOUCHED,
                null);
        assertAbsent();
        release(store, claim);
    }

    @Test
    void removeUnderFence_valueUnchanged_removesAndEndsTheClaim() {
        put(ONE, HOUR);
        StoreReply claim = claim(store, LONG_LEASE);
        assertThat(store.execute(key, new StoreRequest.Remove(Condition.fence(claim.fence(), ONE), Want.OUTCOME))
                        .outcome())
                .isEqualTo(REMOVED);
        assertAbsent();
        release(other, awaitClaim(other));
    }

    @Test
    void removeUnderFence_nothingExpectedAndNothingThere_answersRemovedAndEndsTheClaim() {
        StoreReply claim = claim(store, LONG_LEASE);
        assertThat(store.execute(key, new StoreRequest.Remove(Condition.fence(claim.fence(), null), Want.OUTCOME))
                        .outcome())
                .isEqualTo(REMOVED);
        release(other, awaitClaim(other));
    }

    @Test
    void removeUnderFence_valueChanged_answersTheCurrentValue() {
        put(ONE, HOUR);
        StoreReply claim = claim(store, LONG_LEASE);
        put(TWO, HOUR);
        assertReply(
                store.execute(key, new StoreRequest.Remove(Condition.fence(claim.fence(), ONE), Want.OUTCOME)),
                UNTOUCHED,
                TWO);
        assertEntry(TWO);
        release(store, claim);
        assertThat(store.execute(key, new StoreRequest.Remove(Condition.fence(claim.fence(), TWO), Want.OUTCOME))
                        .outcome())
                .isEqualTo(LOST);
        assertEntry(TWO);
    }

    @Test
    void touchUnderFence_valueUnchanged_touchesAndEndsTheClaim() {
        put(ONE, Ttl.ETERNAL);
        StoreReply claim = claim(store, LONG_LEASE);
        assertThat(touch(HOUR, Condition.fence(claim.fence(), ONE))).isEqualTo(UPDATED);
        assertLives("touched", HOUR);
        claim = awaitClaim(store);
        assertThat(touch(Ttl.ETERNAL, Condition.fence(claim.fence(), ONE))).isEqualTo(UPDATED);
        assertLives("touched", Ttl.ETERNAL);
        claim = awaitClaim(store);
        put(TWO, Ttl.ETERNAL);
        assertThat(touch(HOUR, Condition.fence(claim.fence(), ONE))).isEqualTo(UNTOUCHED);
        assertLives("untouched", Ttl.ETERNAL);
        assertThat(touch(Ttl.ZERO, Condition.fence(claim.fence(), TWO))).isEqualTo(UPDATED);
        assertAbsent();
        release(other, awaitClaim(other));
    }

    @Test
    void touchKeepUnderFence_claimHeld_endsItAndAsksNothingOfTheEntry() {
        put(ONE, HOUR);
        StoreReply claim = claim(store, LONG_LEASE);
        assertThat(touch(Ttl.KEEP, Condition.fence(claim.fence(), ONE))).isNotEqualTo(LOST);
        assertEntry(ONE);
        assertLives("kept", HOUR);
        StoreReply next = awaitClaim(other);
        release(other, next);
        assertThat(touch(Ttl.KEEP, Condition.fence(next.fence(), ONE))).isEqualTo(LOST);
    }

    @Test
    void claim_eightContenders_loseNoUpdate() throws Exception {
        int rounds = 50;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Store mine = thread % 2 == 0 ? store : other;
                tasks.add(() -> {
                    for (int round = 0; round < rounds; round++) {
                        StoreReply claim = awaitClaim(mine);
                        byte[] seen = claim.value();
                        byte[] next = bytes(String.valueOf(seen == null ? 1 : Integer.parseInt(text(seen)) + 1));
                        commit(mine, claim, put(next, HOUR, HOUR, Condition.fence(claim.fence(), seen), Want.OUTCOME));
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEntry(bytes(String.valueOf(8 * rounds)));
    }

    // --- many

    @Test
    void executeAll_sameRead_answersInTheOrderOfTheKeys() {
        List<byte[]> keys = keys(2500);
        putAll(keys.subList(0, 1250));
        List<StoreReply> replies = store.executeAll(
                keys, keys.stream().map(key -> StoreRequest.GET).toList());
        assertThat(replies).hasSize(2500);
        for (int i = 0; i < 2500; i++) {
            assertReply(replies.get(i), i < 1250 ? FOUND : ABSENT, i < 1250 ? keys.get(i) : null);
        }
    }

    @Test
    void executeAll_differentRequests_answersEach() {
        List<byte[]> keys = keys(6);
        putAll(keys.subList(0, 3));
        List<StoreReply> replies = store.executeAll(
                keys,
                List.of(
                        new StoreRequest.Get(HOUR, false),
                        new StoreRequest.Remove(Condition.NONE, Want.PREVIOUS),
                        put(TWO, HOUR, HOUR, Condition.bytes(ONE), Want.OUTCOME),
                        put(TWO, HOUR, HOUR, Condition.ABSENT, Want.OUTCOME),
                        new StoreRequest.Claim(LONG_LEASE),
                        add(3, "")));
        assertThat(replies)
                .extracting(StoreReply::outcome)
                .containsExactly(FOUND, REMOVED, UNTOUCHED, CREATED, CLAIMED, CREATED);
        assertThat(replies.get(0).value()).isEqualTo(keys.get(0));
        assertThat(replies.get(1).value()).isEqualTo(keys.get(1));
        assertThat(replies.get(2).value()).isEqualTo(keys.get(2));
        assertThat(replies.get(5).value()).isEqualTo(bytes("3"));
        store.execute(keys.get(4), new StoreRequest.Release(replies.get(4).fence()));
    }

    @Test
    void executeAll_claimsAndCommits_work() {
        List<byte[]> keys = keys(100);
        List<StoreReply> claims = store.executeAll(
                keys,
                keys.stream()
                        .map(key -> (StoreRequest) new StoreRequest.Claim(LONG_LEASE))
                        .toList());
        assertThat(claims).extracting(StoreReply::outcome).containsOnly(CLAIMED);
        List<StoreReply> commits = store.executeAll(
                keys,
                claims.stream()
                        .map(claim -> put(ONE, HOUR, HOUR, Condition.fence(claim.fence(), null), Want.OUTCOME))
                        .toList());
        assertThat(commits).extracting(StoreReply::outcome).containsOnly(CREATED);
    }

    @Test
    void executeAll_nothing_answersNothing() {
        assertThat(store.executeAll(List.of(), List.of())).isEmpty();
        assertThat(store.removeAll(List.of())).isZero();
    }

    @Test
    void removeAll_someEntries_countsThoseThatExisted() {
        List<byte[]> keys = keys(2500);
        putAll(keys.subList(0, 1500));
        assertThat(store.removeAll(keys.subList(500, 2500))).isEqualTo(1000);
        assertThat(store.size()).isEqualTo(500);
    }

    // --- walks

    @Test
    void scan_entries_meetsEachOne() {
        List<byte[]> keys = keys(1234);
        putAll(keys);
        for (int pageSize : new int[] {1, 100, 5000}) {
            Map<String, String> met = new HashMap<>();
            for (Iterator<List<StoreEntry>> pages = store.scan(Store.Scope.ENTRIES, pageSize); pages.hasNext(); ) {
                for (StoreEntry entry : pages.next()) {
                    met.put(text(entry.key()), text(entry.value()));
                }
            }
            assertThat(met)
                    .hasSize(1234)
                    .allSatisfy((key, value) -> assertThat(value).isEqualTo(key));
        }
    }

    @Test
    void scan_keys_bringsNoValues() {
        putAll(keys(10));
        for (Iterator<List<StoreEntry>> pages = store.scan(Store.Scope.KEYS, 10); pages.hasNext(); ) {
            assertThat(pages.next()).extracting(StoreEntry::value).allMatch(value -> value == null);
        }
    }

    @Test
    void scan_expiredAndClaimedEntries_areNotMet() {
        put(ONE, SHORT);
        StoreReply claim = store.execute(bytes("claimed"), new StoreRequest.Claim(LONG_LEASE));
        advance(PAST_SHORT);
        Iterator<List<StoreEntry>> pages = store.scan(Store.Scope.ENTRIES, 10);
        while (pages.hasNext()) {
            assertThat(pages.next()).isEmpty();
        }
        assertThat(store.size()).isZero();
        store.execute(bytes("claimed"), new StoreRequest.Release(claim.fence()));
    }

    @Test
    void clear_entries_removesThoseOfThisCacheOnly() {
        Store neighbour = open("contract2");
        neighbour.execute(key, put(ONE, HOUR, HOUR, Condition.NONE, Want.NOTHING));
        putAll(keys(2500));
        store.clear();
        assertThat(store.size()).isZero();
        assertThat(neighbour.size()).isEqualTo(1);
        neighbour.clear();
        assertThat(neighbour.size()).isZero();
        neighbour.close();
    }

    @Test
    void keys_anyBytes_areKeptApart() {
        List<byte[]> keys = new ArrayList<>();
        keys.add(new byte[0]);
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            keys.add(new byte[] {(byte) i});
            all[i] = (byte) i;
        }
        keys.add(all);
        for (String odd : List.of("%00", "%", "%25", "{}", "a}:lk", "a", "a:lk", "*", "a*", "[a]", "\\", "a b", "ü")) {
            if (odd.length() > 1) {
                keys.add(bytes(odd));
            }
        }
        putAll(keys);
        assertThat(store.size()).isEqualTo(keys.size());
        for (byte[] key : keys) {
            assertReply(store.execute(key, StoreRequest.GET), FOUND, key);
        }
        List<byte[]> met = new ArrayList<>();
        store.scan(Store.Scope.KEYS, 1000).forEachRemaining(page -> page.forEach(entry -> met.add(entry.key())));
        assertThat(met).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void names_anyText_areKeptApart() {
        List<String> names = List.of(
                "", " ", "a", "a:b", "b", "a:{b}", "{a}", "*", "a*", "?", "[a]", "a\\", "%", "%25", "^", "ü€𝄞", "\n",
                "a:lk");
        List<Store> stores = names.stream().map(this::open).toList();
        for (int i = 0; i < names.size(); i++) {
            stores.get(i).clear();
            stores.get(i).execute(key, put(bytes("v" + i), HOUR, HOUR, Condition.NONE, Want.NOTHING));
        }
        for (int i = 0; i < names.size(); i++) {
            assertReply(stores.get(i).execute(key, StoreRequest.GET), FOUND, bytes("v" + i));
            assertThat(stores.get(i).size()).as(names.get(i)).isEqualTo(1);
        }
        for (Store each : stores) {
            each.clear();
            each.close();
        }
    }

    @Test
    void close_store_leavesTheEntries() {
        put(ONE, HOUR);
        other.close();
        assertEntry(ONE);
        other = open("contract");
        assertReply(other.execute(key, StoreRequest.GET), FOUND, ONE);
    }

    // --- words of these tests

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(none)" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<byte[]> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> bytes("key-" + i)).toList();
    }

    private static StoreRequest put(byte[] value, Ttl onCreate, Ttl onUpdate, Condition condition, Want want) {
        return new StoreRequest.Put(value, onCreate, onUpdate, condition, want);
    }

    private static StoreRequest add(long delta, String prefix) {
        return new StoreRequest.Add(delta, bytes(prefix), HOUR, Ttl.KEEP);
    }

    private void put(byte[] value, Ttl ttl) {
        store.execute(key, put(value, ttl, ttl, Condition.NONE, Want.NOTHING));
    }

    private void putAll(List<byte[]> keys) {
        store.executeAll(
                keys,
                keys.stream()
                        .map(key -> put(key, HOUR, HOUR, Condition.NONE, Want.NOTHING))
                        .toList());
    }

    private Outcome touch(Ttl ttl, Condition condition) {
        return store.execute(key, new StoreRequest.Touch(ttl, condition)).outcome();
    }

    private StoreReply claim(Store by, long leaseMillis) {
        return by.execute(key, new StoreRequest.Claim(leaseMillis));
    }

    /** A claim that was just given up may be kept for a moment for who asked before. */
    private StoreReply awaitClaim(Store by) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        StoreReply reply = claim(by, LONG_LEASE);
        while (reply.outcome() == BUSY && System.nanoTime() - end < 0) {
            advance(Duration.ofMillis(1));
            reply = claim(by, LONG_LEASE);
        }
        assertThat(reply.outcome()).isEqualTo(CLAIMED);
        return reply;
    }

    private void release(Store by, StoreReply claim) {
        assertThat(by.execute(key, new StoreRequest.Release(claim.fence())).outcome())
                .isEqualTo(DONE);
    }

    private void commit(Store by, StoreReply claim, StoreRequest request) {
        assertThat(claim.outcome()).isEqualTo(CLAIMED);
        assertThat(by.execute(key, request).outcome()).isIn(CREATED, UPDATED);
    }

    private long remaining() {
        return store.execute(key, new StoreRequest.Get(Ttl.KEEP, /* remainingTtl= */ true))
                .remainingMillis();
    }

    private void assertEntry(byte[] value) {
        assertReply(store.execute(key, StoreRequest.GET), FOUND, value);
    }

    private void assertAbsent() {
        assertReply(store.execute(key, StoreRequest.GET), ABSENT, null);
    }

    private void assertLives(String text, Ttl ttl) {
        if (ttl.isZero()) {
            assertAbsent();
        } else if (ttl.isEternal()) {
            assertThat(remaining()).as(text).isEqualTo(Long.MAX_VALUE);
        } else {
            assertThat(remaining()).as(text).isBetween(ttl.millis() - 60_000, ttl.millis());
        }
    }

    private static void assertReply(StoreReply reply, Outcome outcome, byte @Nullable [] value) {
        assertThat(reply.outcome()).isEqualTo(outcome);
        assertThat(reply.value()).isEqualTo(value);
    }
}
