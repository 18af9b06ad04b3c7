// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.sessions.Node;
import io.jambry.sessions.OverLimit;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionLimit;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Recorder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Form logins whose steps come to different nodes. */
class TomcatLoginTest {

    private final SessionSettings settings = Node.settings();
    private final Node server = Node.of(settings);
    private final List<TomcatNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(TomcatNode::close);
        server.close();
    }

    private TomcatNode start(SessionSettings sessions) throws Exception {
        TomcatNode node = TomcatNode.withFormLogin(new JambryManager(server.manager(), sessions));
        nodes.add(node);
        return node;
    }

    @Test
    void login_eachStepOnAnotherNode_isKnownToAll() throws Exception {
        TomcatNode first = start(settings);
        TomcatNode second = start(settings);
        Visitor ada = new Visitor();

        assertThat(ada.get(first, "/app/shop/user?page=1").body().strip()).isEqualTo("please log in");
        String asked = ada.sessionId();
        HttpResponse<String> redirect = ada.login(second, "ada", "secret");
        assertThat(redirect.statusCode()).isEqualTo(303);
        assertThat(redirect.headers().firstValue("Location")).contains("/app/shop/user?page=1");
        assertThat(ada.sessionId()).isNotEqualTo(asked);
        assertThat(ada.get(first, "/app/shop/user?page=1").body().strip()).isEqualTo("ada");
        assertThat(ada.get(second, "/app/shop/user").body().strip()).isEqualTo("ada");

        List<SessionData> ofAda = server.sessions().ofPrincipal("ada");
        assertThat(ofAda).hasSize(1);
        assertThat(ada.get(first, "/app/shop/names").body().strip()).isEmpty();
        assertThat(ofAda.get(0).maxInactiveSeconds()).isEqualTo(1800);
    }

    @Test
    void login_underWay_neitherIdNorPasswordLiesOnTheServer() throws Exception {
        TomcatNode node = start(settings);
        Visitor ada = new Visitor();
        ada.get(node, "/app/shop/user");
        String id = ada.sessionId();
        SessionData session = server.sessions().find(id).orElseThrow();
        String key = "session/" + settings.application() + "/" + session.handle();

        assertThat(server.hash(key).toString()).contains("/app/shop/user").doesNotContain(id);

        ada.login(node, "ada", "secret");
        SessionData known = server.sessions().find(ada.sessionId()).orElseThrow();
        assertThat(server.hash("session/" + settings.application() + "/" + known.handle())
                        .toString())
                .contains("ada")
                .doesNotContain("secret")
                .doesNotContain(ada.sessionId());
    }

    @Test
    void login_wrongPassword_isNobody() throws Exception {
        TomcatNode node = start(settings);
        Visitor eve = new Visitor();
        eve.get(node, "/app/shop/user");

        assertThat(eve.login(node, "ada", "guess").body().strip()).isEqualTo("please log in");
        assertThat(eve.get(node, "/app/shop/user").body().strip()).isEqualTo("please log in");
        assertThat(server.sessions().ofPrincipal("ada")).isEmpty();
    }

    @Test
    void limit_reject_refusesTheSecondLoginAndKeepsTheFirst() throws Exception {
        SessionSettings limited = settings.withLimit(new SessionLimit(1, OverLimit.REJECT));
        TomcatNode first = start(limited);
        TomcatNode second = start(limited);
        Visitor laptop = loggedIn(first);
        Visitor phone = new Visitor();
        phone.get(second, "/app/shop/user");

        assertThat(phone.login(second, "ada", "secret").statusCode()).isEqualTo(403);

        assertThat(phone.get(first, "/app/shop/user").body().strip()).isEqualTo("please log in");
        assertThat(laptop.get(second, "/app/shop/user").body().strip()).isEqualTo("ada");
    }

    @Test
    void limit_expelOldest_logsTheFirstOutAndTellsItsListenersOnce() throws Exception {
        SessionSettings limited = settings.withLimit(new SessionLimit(1, OverLimit.EXPEL_OLDEST));
        TomcatNode first = start(limited);
        TomcatNode second = start(limited);
        Visitor laptop = loggedIn(first);
        laptop.get(first, "/app/shop/set?name=name&value=laptop");
        Recorder.events().clear();

        Visitor phone = loggedIn(second);

        assertThat(phone.get(first, "/app/shop/user").body().strip()).isEqualTo("ada");
        assertThat(laptop.get(second, "/app/shop/user").body().strip()).isEqualTo("please log in");
        await().until(() -> Recorder.events().contains("destroyed laptop"));
        assertThat(Recorder.events()).containsOnlyOnce("destroyed laptop");
    }

    private static Visitor loggedIn(TomcatNode node) {
        Visitor visitor = new Visitor();
        visitor.get(node, "/app/shop/user");
        assertThat(visitor.login(node, "ada", "secret").statusCode()).isEqualTo(303);
        assertThat(visitor.get(node, "/app/shop/user").body().strip()).isEqualTo("ada");
        return visitor;
    }
}
