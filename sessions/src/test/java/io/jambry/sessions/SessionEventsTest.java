// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.JambryException;
import io.jambry.sessions.promise.Wire;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.management.ManagementFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionEventsTest {

    private final SessionSettings settings = Node.settings();
    private final Node node = Node.of(settings);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void observer_hearsOfEachEventOnce() {
        List<SessionEvent> heard = new ArrayList<>();
        node.sessions().observe((event, session) -> heard.add(event));
        SessionData ended = node.sessions().create(Node.newId(), 600);
        node.sessions().commit(ended);
        node.sessions().changeId(ended, Node.newId());
        ended.attributes().put("a", 1);
        node.sessions().commit(ended);
        node.sessions().invalidate(ended);
        SessionData expelled = node.sessions().create(Node.newId(), 600);
        node.sessions().commit(expelled);
        node.sessions().expel(expelled);
        SessionSweeper.sweepOnce(node.sessions(), session -> {});

        assertThat(heard)
                .containsExactly(
                        SessionEvent.CREATED,
                        SessionEvent.ID_CHANGED,
                        SessionEvent.INVALIDATED,
                        SessionEvent.CREATED,
                        SessionEvent.EXPELLED,
                        SessionEvent.EXPIRED);
        SessionCounters counters = node.sessions().counters();
        assertThat(List.of(
                        counters.created(),
                        counters.idChanges(),
                        counters.commits(),
                        counters.invalidated(),
                        counters.expelled(),
                        counters.expired(),
                        counters.failures()))
                .containsExactly(2L, 1L, 1L, 1L, 1L, 1L, 0L);
    }

    @Test
    void observer_fails_nothingElseDoes() {
        node.sessions().observe((event, session) -> {
            throw new IllegalStateException("on purpose");
        });
        SessionData session = node.sessions().create(Node.newId(), 600);

        assertThat(node.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
    }

    @Test
    void server_away_failuresAreCountedAndTold() throws Exception {
        var connection = Node.connection();
        try (Wire wire = new Wire(connection.port());
                Node wired = Node.of(
                        settings,
                        Map.of(
                                "url",
                                "redis://127.0.0.1:" + wire.port(),
                                "password",
                                connection.password().orElse(""),
                                "timeout",
                                "300ms"))) {
            List<JambryException> heard = new ArrayList<>();
            wired.sessions().observe(new SessionObserver() {
                @Override
                public void happened(SessionEvent event, SessionData session) {
                    throw new AssertionError(event);
                }

                @Override
                public void failed(JambryException reason) {
                    heard.add(reason);
                }
            });
            wire.cut();

            assertThatThrownBy(() -> wired.sessions().find(Node.newId())).isInstanceOf(JambryException.class);

            assertThat(heard).hasSize(1);
            assertThat(wired.sessions().counters().failures()).isEqualTo(1);
        }
    }

    @Test
    void management_showsEachCounterUntilItIsClosed() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.jambry:type=Sessions,application=" + settings.application());
        ObjectName other = new ObjectName(name + ",node=2");
        try (OpenSessions shown = OpenSessions.lent(node.manager(), settings.withManagement(true));
                OpenSessions second = OpenSessions.lent(node.manager(), settings.withManagement(true))) {
            SessionData session = shown.repository().create(Node.newId(), 600);
            session.principal("ada");
            shown.repository().commit(session);

            assertThat(beans.getAttribute(name, "Created")).isEqualTo(1L);
            assertThat(beans.getAttribute(other, "Created")).isEqualTo(0L);
            assertThat(beans.getAttribute(other, "Application")).isEqualTo(settings.application());
            assertThat(beans.invoke(other, "expelAll", new Object[] {"ada"}, new String[] {"java.lang.String"}))
                    .isEqualTo(1);
            assertThat(second.repository().find(session.id())).isEmpty();
        }
        assertThat(beans.isRegistered(name)).isFalse();
        assertThat(beans.isRegistered(other)).isFalse();
    }

    @Test
    void management_hasAnAttributeForEachCounter() throws Exception {
        Set<String> counters = new TreeSet<>();
        for (RecordComponent component : SessionCounters.class.getRecordComponents()) {
            counters.add(component.getName());
        }
        Set<String> attributes = new TreeSet<>();
        BeanInfo info = Introspector.getBeanInfo(SessionsMXBean.class);
        for (PropertyDescriptor property : info.getPropertyDescriptors()) {
            attributes.add(property.getName());
        }
        attributes.remove("application");

        assertThat(attributes).isEqualTo(counters);
    }

    @Test
    void management_off_showsNothing() throws Exception {
        try (OpenSessions open = OpenSessions.lent(node.manager(), settings)) {
            assertThat(open.repository()).isNotNull();
            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .queryNames(
                                    new ObjectName(
                                            "io.jambry:type=Sessions,application=" + settings.application() + ",*"),
                                    null))
                    .isEmpty();
        }
    }
}
