// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.ConnectionSettings;
import io.jambry.sessions.Node;
import io.jambry.sessions.OverLimit;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionLimit;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Wire;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.FormAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.DefaultSessionCache;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.NullSessionCacheFactory;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.security.Credential;
import org.eclipse.jetty.xml.XmlConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is special in Jetty, beside what every container promises. */
class JettySessionsTest {

    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SessionSettings settings = small(Node.settings(), Duration.ofHours(1));
    private Node node = Node.of(settings);
    private Server server;

    @AfterEach
    void close() throws Exception {
        if (server != null) {
            server.stop();
        }
        node.close();
        EVENTS.clear();
    }

    @Test
    void cookie_ofOtherWorker_isSentAnewForSessionsThatAreThereOnly() throws Exception {
        start("second");
        String id = stored("name", "Ada");

        assertThat(get("/get?name=name", id + ".first").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("JSESSIONID=" + id + ".second");
        assertThat(get("/get?name=name", id + ".second").headers().allValues("Set-Cookie"))
                .isEmpty();
        assertThat(get("/get?name=name", Node.newId() + ".first").headers().allValues("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void cookies_severalOfWhichOneIsValid_thatIsTaken() throws Exception {
        start("");
        String id = stored("name", "Ada");

        assertThat(get("/get?name=name", Node.newId(), id).body()).isEqualTo("Ada");
        assertThat(get("/get?name=name", id, Node.newId()).body()).isEqualTo("Ada");
        assertThat(get("/get?name=name", id, stored("name", "Grace")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void ids_malformed_areRefusedWithoutAsking() throws Exception {
        start("");
        long before = node.scriptsRun();

        assertThat(get("/get?name=name", "short").body()).isEqualTo("no session");
        assertThat(get("/get?name=name", "x".repeat(300)).body()).isEqualTo("no session");
        assertThat(get("/get?name=name", "*" + SessionRepository.handleOf(stored("name", "Ada")))
                        .body())
                .isEqualTo("no session");
        // one of them has stored a session, by two scripts
        assertThat(node.scriptsRun() - before - 1).isEqualTo(2);
    }

    @Test
    void roundTrips_ofNewSessions() throws Exception {
        start("");
        get("/set?name=name&value=0");
        get("/set?name=name&value=0", Node.newId());

        long before = node.scriptsRun();
        get("/set?name=name&value=1");
        // the session, and its place in the index, in one batch
        assertThat(node.scriptsRun() - before - 1).as("new").isEqualTo(2);
        before = node.scriptsRun();
        get("/set?name=name&value=1", Node.newId());
        assertThat(node.scriptsRun() - before - 1)
                .as("new for a client with an old id")
                .isEqualTo(3);
    }

    @Test
    void session_tooLarge_responseIs500AndNothingIsStored() throws Exception {
        start("");
        String id = stored("name", "Ada");

        assertThat(get("/large", id).statusCode()).isEqualTo(500);
        assertThat(get("/get?name=name", id).body()).isEqualTo("Ada");
        assertThat(get("/get?name=large", id).body()).isEqualTo("null");
    }

    @Test
    void activationListeners_hearOfTheirValueOnly() throws Exception {
        start("");
        String id = stored("other", "x");
        get("/active", id);
        assertThat(EVENTS).contains("passivating");
        get("/get?name=other", id);
        assertThat(EVENTS).as("not looked at").doesNotContain("activated");
        get("/get?name=active", id);
        assertThat(EVENTS).containsOnlyOnce("activated");
    }

    @Test
    void session_over_hasItsIdIfAttributesAreEncrypted() throws Exception {
        assertThat(idAtTheEnd(Map.of())).isEqualTo("handle");
        close();
        assertThat(idAtTheEnd(Map.of(
                        "caches.sessions.encryption", "xaes-256-gcm",
                        "caches.sessions.encryption-keys", "passphrase",
                        "caches.sessions.encryption-password", "1:correct horse battery staple")))
                .isEqualTo("id");
    }

    private String idAtTheEnd(Map<String, String> provider) throws Exception {
        node.close();
        settings = small(settings, Duration.ofMillis(500));
        node = Node.of(settings, provider);
        start("");
        HttpResponse<String> made = get("/set?name=name&value=Ada");
        String id = cookie(made);
        get("/end-soon", id);
        await().atMost(Duration.ofSeconds(30)).until(() -> !EVENTS.isEmpty());
        assertThat(get("/get?name=name", id).body()).isEqualTo("no session");
        return EVENTS.get(0)
                .replace(SessionRepository.handleOf(id), "handle")
                .replace(id, "id")
                .replace("destroyed ", "");
    }

    @Test
    void server_awayBeforeTheApplicationRuns_responseIs503() throws Exception {
        ConnectionSettings connection = Node.connection();
        node.close();
        try (Wire wire = new Wire(connection.port())) {
            node = Node.of(
                    settings,
                    Map.of(
                            "url",
                            "redis://127.0.0.1:" + wire.port(),
                            "password",
                            connection.password().orElse(""),
                            "timeout",
                            "500ms"));
            start("second");
            String id = stored("name", "Ada");
            wire.cut();

            assertThat(get("/get?name=name", id + ".first").statusCode()).isEqualTo(503);
            assertThat(get("/get?name=name", id, Node.newId()).statusCode()).isEqualTo(503);
            assertThat(get("/insist", id + ".second").statusCode())
                    .as("no new session in place of one that cannot be found")
                    .isEqualTo(503);
            assertThat(get("/none", id + ".second").statusCode()).isEqualTo(200);
            wire.mend();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get("/get?name=name", id + ".first").body().equals("Ada"));
        }
    }

    @Test
    void ids_areNowhereOnTheServer() throws Exception {
        start("");
        String id = cookie(get("/set?name=name&value=Ada"));

        assertThat(node.keys(settings.application())).isNotEmpty().noneMatch(key -> key.contains(id));
        assertThat(node.hash("session/" + settings.application() + "/" + SessionRepository.handleOf(id)))
                .isNotEmpty()
                .allSatisfy((field, value) -> assertThat(field + value).doesNotContain(id));
    }

    @Test
    void storeAlone_underJettysCaches_keepsSessions() throws Exception {
        server = new Server();
        server.addBean(new JambrySessionDataStoreFactory(node.manager(), settings));
        server.addBean(new NullSessionCacheFactory());
        listen(server, context -> {});
        server.start();
        String id = cookie(get("/set?name=name&value=Ada"));
        id = id.substring(0, id.indexOf('.'));
        assertThat(get("/get?name=name", id).body()).isEqualTo("Ada");
        assertThat(node.sessions().find(id).orElseThrow().attributes()).containsEntry("name", "Ada");

        get("/set?name=other&value=x", id);
        assertThat(node.sessions().find(id).orElseThrow().attributes())
                .containsEntry("name", "Ada")
                .containsEntry("other", "x");
        HttpResponse<String> changed = get("/change-id", id);
        assertThat(get("/get?name=name", id).body()).isEqualTo("no session");
        assertThat(get("/get?name=name", changed.body()).body()).isEqualTo("Ada");
        get("/invalidate", changed.body());
        assertThat(node.sessions().find(changed.body())).isEmpty();
    }

    @Test
    void cache_overAnotherStore_isRefused() {
        server = new Server();
        listen(server, context -> {
            JambrySessionCache cache = new JambrySessionCache(context.getSessionHandler());
            cache.setSessionDataStore(new NullSessionDataStore());
            context.getSessionHandler().setSessionCache(cache);
        });
        assertThatThrownBy(server::start).hasMessageContaining("let a JambrySessionFactory make both");
    }

    /** What the documentation shows is what is tested. */
    @Test
    void xml_ofTheDocumentation_configuresAServer() throws Exception {
        String documentation = Files.readString(Path.of("../docs/sessions.md"));
        Matcher xml = Pattern.compile("```xml\\n(<\\?xml [^`]*org.eclipse.jetty.server.Server[^`]*)```")
                .matcher(documentation);
        assertThat(xml.find()).isTrue();
        Path file = Files.createTempFile("jetty-sessions", ".xml");
        Files.writeString(file, xml.group(1));
        server = new Server();
        try (ResourceFactory.Closeable resources = ResourceFactory.closeable()) {
            XmlConfiguration configuration = new XmlConfiguration(resources.newResource(file));
            configuration.getIdMap().put("Server", server);
            configuration.getProperties().put("jambry.url", "embedded:sessions");
            configuration.configure(server);
        } finally {
            Files.delete(file);
        }
        JambrySessionFactory factory = server.getBean(JambrySessionFactory.class);
        assertThat(factory).isNotNull();
        factory.setApplication(settings.application());
        ServletContextHandler context = listen(server, it -> {});
        server.start();

        HttpResponse<String> made = get("/set?name=name&value=Ada");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        String extended = cookie(made);
        String id = extended.substring(0, extended.indexOf('.'));
        assertThat(context.getSessionHandler().getSessionCache()).isInstanceOf(JambrySessionCache.class);
        assertThat(node.sessions().find(id).orElseThrow().attributes()).containsEntry("name", "Ada");
    }

    @Test
    void store_underACacheThatKeepsSessions_staysCorrectForOneNode() throws Exception {
        server = new Server();
        listen(server, context -> {
            DefaultSessionCache cache = new DefaultSessionCache(context.getSessionHandler());
            cache.setSessionDataStore(new JambrySessionDataStoreFactory(node.manager(), settings)
                    .getSessionDataStore(context.getSessionHandler()));
            context.getSessionHandler().setSessionCache(cache);
        });
        server.start();
        String id = cookie(get("/set?name=name&value=Ada"));
        assertThat(get("/get?name=name", id).body()).isEqualTo("Ada");
        get("/remove?name=name", id);
        server.stop();
        server.start();
        assertThat(get("/get?name=name", id).body()).isEqualTo("null");
    }

    @Test
    void login_onOneNode_holdsOnTheOther() throws Exception {
        node.close();
        node = Node.of(
                settings,
                Map.of(
                        "caches.sessions.allow-classes",
                        "io.jambry.sessions.*;org.eclipse.jetty.security.**;org.eclipse.jetty.http.*"));
        Server first = nodeOf("", JettySessionsTest::secure);
        Server second = nodeOf("", JettySessionsTest::secure);
        try {
            first.start();
            second.start();
            server = first;
            String anonymous = cookie(get("/secret"));
            server = second;
            HttpResponse<String> login = get("/j_security_check?j_username=ada&j_password=secret", anonymous);
            String id = cookie(login);

            assertThat(id).isNotEqualTo(anonymous);
            assertThat(login.headers().firstValue("Location").orElse("")).endsWith("/app/secret");
            assertThat(get("/secret", id).body()).isEqualTo("ada");
            server = first;
            assertThat(get("/secret", id).body()).isEqualTo("ada");
            assertThat(get("/secret", anonymous).statusCode()).isNotEqualTo(200);
            assertThat(node.sessions().ofPrincipal("ada")).hasSize(1);
            assertThat(node.sessions().invalidateAll("ada")).hasSize(1);
            assertThat(get("/secret", id).statusCode()).isNotEqualTo(200);
        } finally {
            first.stop();
            second.stop();
        }
    }

    @Test
    void login_overTheLimitOfItsUser_isForbidden() throws Exception {
        node.close();
        settings = settings.withLimit(new SessionLimit(1, OverLimit.REJECT));
        node = Node.of(
                settings,
                Map.of(
                        "caches.sessions.allow-classes",
                        "io.jambry.sessions.*;org.eclipse.jetty.security.**;org.eclipse.jetty.http.*"));
        server = nodeOf("", JettySessionsTest::secure);
        server.start();
        String laptop = cookie(get("/secret"));
        laptop = cookie(get("/j_security_check?j_username=ada&j_password=secret", laptop));
        String phone = cookie(get("/secret"));

        assertThat(get("/j_security_check?j_username=ada&j_password=secret", phone)
                        .statusCode())
                .isEqualTo(403);

        assertThat(get("/secret", laptop).body()).isEqualTo("ada");
        assertThat(node.sessions().ofPrincipal("ada")).hasSize(1);
    }

    private static void secure(ServletContextHandler context) {
        UserStore users = new UserStore();
        users.addUser("ada", Credential.getCredential("secret"), new String[] {"user"});
        HashLoginService logins = new HashLoginService("realm");
        logins.setUserStore(users);
        ConstraintMapping mapping = new ConstraintMapping();
        mapping.setPathSpec("/secret");
        mapping.setConstraint(Constraint.from("user"));
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setLoginService(logins);
        security.setAuthenticator(new FormAuthenticator("/login", "/login", false));
        security.addConstraintMapping(mapping);
        context.setSecurityHandler(security);
    }

    private void start(String worker) throws Exception {
        server = nodeOf(worker, context -> {});
        server.start();
    }

    private Server nodeOf(String worker, Consumer<ServletContextHandler> more) {
        Server server = new Server();
        DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
        ids.setWorkerName(worker);
        server.addBean(ids, true);
        server.addBean(new JambrySessionFactory(node.manager(), settings));
        listen(server, more);
        return server;
    }

    private static ServletContextHandler listen(Server server, Consumer<ServletContextHandler> sessions) {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/app", ServletContextHandler.SESSIONS);
        context.getSessionHandler().setMaxInactiveInterval(1800);
        context.addServlet(new ServletHolder(new Deeds()), "/*");
        context.addEventListener(new Ends());
        sessions.accept(context);
        server.setHandler(context);
        return context;
    }

    private HttpResponse<String> get(String path, String... ids) throws Exception {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/app" + path))
                .timeout(Duration.ofSeconds(60));
        if (ids.length > 0) {
            request.header("Cookie", "JSESSIONID=" + String.join("; JSESSIONID=", ids));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String cookie(HttpResponse<String> response) {
        String set = response.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring("JSESSIONID=".length(), set.indexOf(';'));
    }

    private String stored(String name, String value) {
        String id = Node.newId();
        SessionData session = node.sessions().create(id, 1800);
        session.attributes().put(name, value);
        node.sessions().commit(session);
        return id;
    }

    private static SessionSettings small(SessionSettings s, Duration sweepInterval) {
        return new SessionSettings(
                s.application(),
                s.touchWindow(),
                s.grace(),
                sweepInterval,
                s.lease(),
                64 * 1024,
                s.localCopies(),
                s.dirtyCheck(),
                s.undecodable());
    }

    private static final class Deeds extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String name = request.getParameter("name");
            switch (request.getPathInfo()) {
                case "/get" -> {
                    HttpSession session = request.getSession(false);
                    response.getWriter()
                            .print(session == null ? "no session" : String.valueOf(session.getAttribute(name)));
                }
                case "/set" -> request.getSession().setAttribute(name, request.getParameter("value"));
                case "/secret" ->
                    response.getWriter().print(request.getUserPrincipal().getName());
                case "/none" -> response.getWriter().print("none");
                case "/insist" -> {
                    try {
                        request.getSession(false);
                    } catch (IllegalStateException e) {
                        request.getSession();
                    }
                }
                case "/remove" -> request.getSession().removeAttribute(name);
                case "/large" -> request.getSession().setAttribute("large", new byte[100_000]);
                case "/active" -> request.getSession().setAttribute("active", new Active());
                case "/change-id" -> {
                    request.getSession();
                    response.getWriter().print(request.changeSessionId());
                }
                case "/invalidate" -> request.getSession().invalidate();
                case "/end-soon" -> request.getSession().setMaxInactiveInterval(1);
                default -> response.sendError(404);
            }
        }
    }

    private static final class Active implements HttpSessionActivationListener, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public void sessionDidActivate(HttpSessionEvent event) {
            EVENTS.add("activated");
        }

        @Override
        public void sessionWillPassivate(HttpSessionEvent event) {
            EVENTS.add("passivating");
        }
    }

    private static final class Ends implements HttpSessionListener {

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            EVENTS.add("destroyed " + event.getSession().getId());
        }
    }
}
