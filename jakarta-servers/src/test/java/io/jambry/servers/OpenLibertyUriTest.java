// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static io.jambry.servers.LibraryContract.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Open Liberty keeps sessions where the URI of its session cache says, which it takes for a path. */
class OpenLibertyUriTest {

    private static final String NAMESPACE = "liberty-uri";

    @Test
    void uri_ofTheServer_isEnough() throws Exception {
        Properties settings = Jambry.propertiesByUrl("embedded:servers");
        settings.setProperty("jambry.namespace", NAMESPACE);
        try (Jambry redis = Jambry.connect(settings);
                RunningServer node = RunningServer.start(
                        OpenLibertySessionsTest.liberty(configuration(redis.connection())),
                        OpenLibertySessionsTest.application(),
                        given("server.work"),
                        Map.of("NODE", "only"),
                        "session/exists")) {
            Visitor visitor = new Visitor(List.of(node.application()));

            assertThat(visitor.post("visits")).isEqualTo("1 at only");
            assertThat(redis.registeredCacheNames())
                    .containsExactlyInAnyOrder(
                            "com.ibm.ws.session.attr.default_host%2Fdemo",
                            "com.ibm.ws.session.meta.default_host%2Fdemo");
        }
    }

    /** That of the sample, with a URI in place of properties. */
    private static String configuration(ConnectionSettings redis) throws Exception {
        String uri = "redis://:" + redis.password().orElse("") + "@" + redis.host() + ":" + redis.port() + "?namespace="
                + NAMESPACE + "&amp;defaults.ttl=2h&amp;defaults.expiry=modified";
        String sample = Files.readString(given("sample.liberty"));
        int properties = sample.indexOf("<properties");
        return sample.replace(sample.substring(properties, sample.indexOf("/>", properties) + 2), "")
                .replace("jambry:sessions", uri);
    }
}
