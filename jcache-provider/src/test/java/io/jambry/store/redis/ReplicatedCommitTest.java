// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.OutcomeUnknownException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.servers.ReplicatedServer;
import io.jambry.servers.ServerBinary;
import io.jambry.spi.Condition;
import io.jambry.spi.Consistency;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Commits that a replica must know of, and that are asked about again on a connection that has written nothing. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jambry.servers.ServerBinary#all")
@Tag("servers")
class ReplicatedCommitTest {

    private static final byte[] KEY = bytes("key");

    @Parameter
    ServerBinary binary;

    private ReplicatedServer servers;
    private FaultProxy proxy;
    private RedisNamespace namespace;
    private Store store;

    @BeforeEach
    void start() throws IOException {
        servers = ReplicatedServer.start(binary);
        proxy = FaultProxy.to(servers.primary().port());
        RedisLink link = RedisLink.open(LinkSettings.of("127.0.0.1", proxy.port()))
                .with(Consistency.PRIMARY.waitingFor(1, Duration.ofMillis(300)));
        // so long a lease that no renewal takes a fault meant for a commit
        namespace = RedisNamespace.open(link, "commit", "one", Duration.ofMinutes(1));
        store = namespace.store("cache");
        // the server learns the scripts
        assertThat(store.execute(KEY, put("zero", claim())).outcome()).isEqualTo(Outcome.CREATED);
    }

    @AfterEach
    void stop() throws IOException {
        try {
            namespace.close();
            proxy.close();
        } finally {
            servers.close();
        }
    }

    @Test
    void commit_answerLostReplicaAnswers_isDone() {
        StoreReply claim = claim();
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThat(store.execute(KEY, put("one", claim)).outcome()).isEqualTo(Outcome.UPDATED);
    }

    @Test
    void commit_answerLostReplicaSilent_isUnknown() {
        StoreReply claim = claim();
        servers.replica().pause();
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThatThrownBy(() -> store.execute(KEY, put("one", claim)))
                .isInstanceOf(OutcomeUnknownException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("0 of 1 replicas acknowledged it"));
        assertThat(store.execute(KEY, StoreRequest.GET).value()).isEqualTo(bytes("one"));
    }

    private StoreReply claim() {
        return store.execute(KEY, new StoreRequest.Claim(5000));
    }

    private static StoreRequest put(String value, StoreReply claim) {
        return new StoreRequest.Put(
                bytes(value), Ttl.ETERNAL, Ttl.KEEP, Condition.fence(claim.fence(), claim.value()), Want.OUTCOME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
