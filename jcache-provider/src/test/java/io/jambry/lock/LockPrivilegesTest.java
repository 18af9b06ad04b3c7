// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisScript;
import io.jambry.structure.WrittenPrivileges;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LockPrivilegesTest {

    @Test
    void privileges_ofLocks_areWritten() throws IOException {
        WrittenPrivileges document = WrittenPrivileges.read();
        Set<String> needed = new TreeSet<>(Set.of("+publish", "+subscribe", "+unsubscribe", "+setnx"));
        Stream.of(RedisScript.values())
                .filter(script -> script.name().matches("(LOCK|SHARE|SEMAPHORE|LATCH)_.*"))
                .forEach(script -> needed.addAll(WrittenPrivileges.within(script)));
        needed.removeAll(document.of("Every server"));

        assertThat(document.of("Locks")).containsExactlyInAnyOrderElementsOf(needed);
    }
}
