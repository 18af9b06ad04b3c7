// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.TestServer;
import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract while somebody listens to everything, old values included: every change is made by a script that tells it. */
class TellingStoreTest extends StoreContract {

    private static TestMember first;
    private static TestMember second;
    private static int opened;

    @BeforeAll
    static void openMembers() {
        String namespace = "telling-" + UUID.randomUUID();
        first = new TestMember(TestServer.settings(), namespace, "first", Duration.ofSeconds(5));
        second = new TestMember(TestServer.settings(), namespace, "second", Duration.ofSeconds(5));
        second.feed.want(TestMember.asynchronous(TestMember.ALL, TestMember.ALL));
    }

    @AfterAll
    static void closeMembers() {
        first.close();
        second.close();
    }

    @Override
    protected Store open(String name) {
        TestMember member = opened++ % 2 == 0 ? first : second;
        return member.namespace.store(name.equals("contract") ? "cache" : name);
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }

    @AfterEach
    void nothingIsMissed() {
        assertThat(second.receiver.missed).isEmpty();
        assertThat(second.counters().duplicates()).isZero();
    }
}
