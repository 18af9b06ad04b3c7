// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagerSettingsTest {

    @Test
    void build_nothingSet_hasDefaults() {
        ManagerSettings settings = ManagerSettings.builder().build();

        assertThat(settings.namespace()).isEqualTo("jambry");
        assertThat(settings.strict()).isFalse();
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.expiryGrace()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.asyncThreads()).isEqualTo(8);
        assertThat(settings.managedExecutor()).isEmpty();
        assertThat(settings.managedScheduler()).isEmpty();
        assertThat(settings.connectionName()).isEmpty();
        assertThat(settings.config()).isEmpty();
        assertThat(settings)
                .hasToString("manager[namespace=jambry, strict=false, lease=3s, expiry-grace=10m, async-threads=8]");
    }

    @Test
    void set_everyKey_isTheSameAsItsMethod() {
        ManagerSettings inCode = ManagerSettings.builder()
                .namespace("Läden {1}: *")
                .strict(true)
                .lease(Duration.ofMillis(700))
                .expiryGrace(Duration.ofHours(2))
                .asyncThreads(2)
                .managedExecutor("java:comp/executor")
                .managedScheduler("java:comp/scheduler")
                .connectionName("Läden")
                .config("classpath:shop.properties")
                .build();
        ManagerSettings.Builder byKey = ManagerSettings.builder();
        inCode.toProperties()
                .forEach((key, text) -> byKey.set(key.toString().substring("jambry.".length()), text.toString()));

        assertThat(inCode.toProperties()).hasSameSizeAs(ManagerSettings.settings());
        assertThat(byKey.build()).isEqualTo(inCode).hasSameHashCodeAs(inCode);
        assertThat(byKey.build().namespace()).isEqualTo("Läden {1}: *");
        assertThat(byKey.build().connectionName()).contains("Läden");
        assertThat(byKey.build().strict()).isTrue();
        assertThat(byKey.build().managedExecutor()).contains("java:comp/executor");
        assertThat(byKey.build().managedScheduler()).contains("java:comp/scheduler");
        assertThat(byKey.build().lease()).isEqualTo(Duration.ofMillis(700));
        assertThat(byKey.build().expiryGrace()).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({
        "namespace, '', a text of at least one character",
        "strict, yes, true or false",
        "lease, 299ms, a duration from 300ms to 10m",
        "lease, 11m, a duration from 300ms to 10m",
        "expiry-grace, 999ms, a duration from 1s to 30d",
        "async-threads, 0, a whole number from 1 to 1024",
        "managed-executor, ldap://elsewhere/executor, a JNDI name in java:",
        "managed-scheduler, '', a JNDI name in java:",
        "connection-name, '', a text of at least one character",
        "config, '', a text of at least one character",
    })
    void set_badValue_isRefusedNamingKeyValueAndWhatIsAllowed(String key, String text, String allowed) {
        assertThatThrownBy(() -> ManagerSettings.builder().set(key, text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting '" + key + "' is '" + text + "', which is not ")
                .hasMessageContaining(allowed);
    }
}
