// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The judge of calls has to see what is wrong with them. */
class CallLogTest {

    private static final String WELL_SAID = "GET on 127.0.0.1:6379 timed out after 2000 ms";

    private final CallLog log = new CallLog();

    private List<String> objectionsTo(RuntimeException failure) {
        assertThatThrownBy(() -> log.watch(
                        Duration.ofSeconds(1),
                        /* shown= */ true,
                        () -> {
                            throw failure;
                        }))
                .isSameAs(failure);
        return log.objections();
    }

    @Test
    void documentedFailure_countsAndIsNotObjectedTo() {
        assertThat(objectionsTo(new NotExecutedException(WELL_SAID))).isEmpty();
        assertThat(objectionsTo(new OutcomeUnknownException(WELL_SAID))).isEmpty();
        assertThat(log.calls()).isEqualTo(2);
        assertThat(log.notExecuted()).isEqualTo(1);
        assertThat(log.unknown()).isEqualTo(1);
    }

    @Test
    void undocumentedFailure_isObjectedTo() {
        assertThat(objectionsTo(new ClassCastException(WELL_SAID)))
                .singleElement()
                .asString()
                .contains("not documented");
    }

    @Test
    void failureWithoutNode_isObjectedTo() {
        assertThat(objectionsTo(new NotExecutedException("GET timed out after 2000 ms")))
                .singleElement()
                .asString()
                .contains("names no node");
    }

    @Test
    void failureWithoutCommand_isObjectedTo() {
        assertThat(objectionsTo(new NotExecutedException("127.0.0.1:6379 timed out after 2000 ms")))
                .singleElement()
                .asString()
                .contains("names no command");
    }

    @Test
    void failureWithoutTime_isObjectedTo() {
        assertThat(objectionsTo(new NotExecutedException("GET on 127.0.0.1:6379 timed out")))
                .singleElement()
                .asString()
                .contains("names no time");
    }

    @Test
    void secretInACause_isObjectedTo() {
        RuntimeException telling =
                new NotExecutedException(WELL_SAID, new IllegalStateException("value " + CallLog.SECRET));
        assertThat(objectionsTo(telling)).singleElement().asString().contains("a value or a password");
    }

    @Test
    void callBeyondItsDeadline_isLateUnlessTheMachineStoodStill() {
        try (Pulse pulse = new Pulse()) {
            log.watch(
                    Duration.ofMillis(1),
                    /* shown= */ true,
                    () -> {
                        long end = System.nanoTime()
                                + CallLog.GRACE.multipliedBy(3).toNanos();
                        for (long left = CallLog.GRACE.multipliedBy(3).toNanos();
                                left > 0;
                                left = end - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                        return null;
                    });
            assertThat(log.late(pulse)).singleElement().asString().contains("answered");
            assertThat(log.longestOverrun()).isGreaterThan(CallLog.GRACE);
        }
    }
}
