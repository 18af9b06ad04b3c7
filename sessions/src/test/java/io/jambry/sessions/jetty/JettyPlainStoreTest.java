// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.sessions.SessionRepository;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStore;
import org.junit.jupiter.api.Test;

/**
 * What Jetty wants of a store, without encryption: the server has no ids then. Two tests of the suite ask for ids that nobody told the store
 * of, so they are other ones here.
 */
class JettyPlainStoreTest extends StoreContract {

    JettyPlainStoreTest() throws Exception {}

    @Override
    Map<String, String> provider() {
        return Map.of();
    }

    @Test
    @Override
    public void testGetExpiredPersistedAndExpiredOnly() throws Exception {
        expired_ofOtherNodes_areFoundByWhatTheServerCallsThem("aaa13", "here");
    }

    @Test
    @Override
    public void testGetExpiredDifferentNode() throws Exception {
        expired_ofOtherNodes_areFoundByWhatTheServerCallsThem("aaa15", "other");
    }

    private void expired_ofOtherNodes_areFoundByWhatTheServerCallsThem(String id, String lastNode) throws Exception {
        setUp();
        _server.start();
        SessionDataStore store = _sessionManager.getSessionCache().getSessionDataStore();
        SessionData data = store.newSessionData(id, 100, 101, 100, TimeUnit.MINUTES.toMillis(60));
        data.setAttribute("a", "b");
        data.setLastNode(lastNode);
        data.setExpiry(RECENT_TIMESTAMP);
        persistSession(data);
        String name = "*" + SessionRepository.handleOf("id-of-a-session-" + id);

        // a client that has read the server's memory
        assertThat(store.load(name)).isNull();
        assertThat(store.getExpired(Set.of())).containsExactly(name);
        assertThat(store.load(name).getAttribute("a")).isEqualTo("b");
        assertThat(store.delete(name)).isTrue();
        assertThat(checkSessionExists(data)).isFalse();
        assertThat(store.getExpired(Set.of(id))).containsExactly(id);
    }
}
