// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.sessions.DirtyCheck;
import io.jambry.sessions.Node;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.Undecodable;
import io.jambry.structure.Structures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.CacheManager;
import org.eclipse.jetty.session.AbstractSessionDataStoreTest;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStoreFactory;
import org.junit.jupiter.api.AfterEach;

/**
 * What Jetty wants of a store, as Jetty tests its own. Sessions that are to be there are written by a node of ours, and dated as the test
 * wants them.
 */
abstract class StoreContract extends AbstractSessionDataStoreTest {

    private final SessionSettings settings =
            Node.with(Node.settings(), Node.settings().touchWindow(), DirtyCheck.READ, Undecodable.FAIL);
    private Node node;

    StoreContract() throws Exception {}

    /** Settings of the provider, without {@code jambry.}. */
    abstract Map<String, String> provider();

    @Override
    public SessionDataStoreFactory createSessionDataStoreFactory() {
        Map<String, String> all = new HashMap<>(provider());
        all.put("caches.sessions.allow-classes", "Foo;Proxyable;ProxyableInvocationHandler;java.lang.reflect.Proxy");
        CacheManager manager = Node.manager(all, _contextClassLoader);
        node = Node.of(settings, manager);
        return new JambrySessionDataStoreFactory(manager, settings);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Override
    public void persistSession(SessionData data) {
        persist(data);
    }

    @Override
    public void persistUnreadableSession(SessionData data) {
        byte[] whole = node.structures()
                .valueForm(SessionSettings.FORM, Object.class)
                .encode(new ArrayList<>(List.of("a", "b")));
        node.overwrite(application(data), persist(data), "damaged", Arrays.copyOf(whole, whole.length - 3));
    }

    private String persist(SessionData data) {
        SessionRepository sessions = sessions(data);
        int seconds = JettySessionData.seconds(data.getMaxInactiveMs());
        io.jambry.sessions.SessionData session = sessions.create(id(data), seconds);
        session.attributes().putAll(data.getAllAttributes());
        session.attributes().put(Notes.ATTRIBUTE, Notes.of(data).text());
        if (sessions.encrypts()) {
            session.attributes().put("io.jambry.sessions.jetty.id", data.getId());
        }
        sessions.commit(session);
        long idle = data.getExpiry() <= 0 ? 0 : seconds * 1000L;
        node.date(application(data), session.handle(), data.getCreated(), data.getExpiry() - idle, idle);
        return session.handle();
    }

    @Override
    public boolean checkSessionExists(SessionData data) {
        return sessions(data).look(SessionRepository.handleOf(id(data))).isPresent();
    }

    @Override
    public boolean checkSessionPersisted(SessionData data) {
        io.jambry.sessions.SessionData stored =
                sessions(data).look(SessionRepository.handleOf(id(data))).orElseThrow();
        Map<String, Object> attributes = new HashMap<>(stored.attributes());
        attributes.remove("io.jambry.sessions.jetty.id");

        // what the suite does not assert in each of its tests
        assertThat(Notes.read(attributes.remove(Notes.ATTRIBUTE))).isEqualTo(Notes.of(data));
        assertThat(stored.maxInactiveSeconds()).isEqualTo(JettySessionData.seconds(data.getMaxInactiveMs()));
        assertThat(attributes.keySet()).isEqualTo(data.getAllAttributes().keySet());
        attributes.forEach((name, value) -> {
            assertThat(value.getClass().getClassLoader())
                    .isSameAs(data.getAttribute(name).getClass().getClassLoader());
            assertThat(value.equals(data.getAttribute(name))).as(name).isTrue();
        });
        return true;
    }

    private SessionRepository sessions(SessionData data) {
        return SessionRepository.of(node.manager().unwrap(Structures.class), settings(application(data)));
    }

    private String application(SessionData data) {
        String path = data.getContextPath();
        return path.equals("_other") ? settings.application() + "-other" : settings.application();
    }

    private SessionSettings settings(String application) {
        return new SessionSettings(
                application,
                settings.touchWindow(),
                settings.grace(),
                settings.sweepInterval(),
                settings.lease(),
                settings.maxSessionBytes(),
                settings.localCopies(),
                settings.dirtyCheck(),
                settings.undecodable());
    }

    /** As the store lengthens short ones. */
    private static String id(SessionData data) {
        return "id-of-a-session-" + data.getId();
    }
}
