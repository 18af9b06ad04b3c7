// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cdi.Managed;
import io.jambry.lock.Locks;
import io.jambry.structure.Structures;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

class StructuresAndLocksTest {

    @Dependent
    static class Visits {

        @Inject
        @Managed
        Structures structures;

        @Inject
        @Managed
        Locks locks;
    }

    @Dependent
    @SuppressWarnings("serial") // what is injected is serializable
    static class Visit implements Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        @Inject
        @Managed
        Structures structures;

        @Inject
        @Managed
        Locks locks;
    }

    @Test
    void structuresAndLocks_areThoseOfTheManager() {
        try (Server server = Server.shared();
                Container container = Container.with(server.settings(), Visits.class)) {
            Visits visits = container.get(Visits.class);
            visits.structures.counter("visits").add(2).call();
            Lock lock = visits.locks.lock("visits");

            assertThat(visits.structures.counter("visits").get().call()).isEqualTo(2);
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        }
    }

    @Test
    void structuresAndLocks_ofABeanThatMayBePassivated_areFoundAgain() throws Exception {
        try (Server server = Server.shared();
                Container container = Container.with(server.settings(), Visit.class)) {
            Visit visit = container.get(Visit.class);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(written)) {
                out.writeObject(visit.structures);
                out.writeObject(visit.locks);
            }
            ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray()));

            assertThat(((Structures) in.readObject())
                            .bucket("title", String.class)
                            .get()
                            .call())
                    .isEmpty();
            Lock lock = ((Locks) in.readObject()).lock("passivated");
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        }
    }
}
