// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.Credentials;
import io.jambry.CredentialsProvider;
import java.net.URI;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider of credentials is named in text and given as an object in code. */
class CredentialsProviderSettingTest {

    private static final String KEY = "jambry.credentials-provider";

    private final Properties properties = new Properties();

    private ConnectionSettings load(String uri) {
        return Configuration.load(URI.create(uri), properties, getClass().getClassLoader())
                .connection();
    }

    /** A provider as an application has it. */
    public static final class Vault implements CredentialsProvider {
        @Override
        public Credentials credentials() {
            return new Credentials("app", "of the vault");
        }
    }

    /** A provider that cannot be made. */
    public static final class Broken implements CredentialsProvider {

        /** Fails. */
        public Broken() {
            throw new IllegalStateException("no vault");
        }

        @Override
        public Credentials credentials() {
            return Credentials.NONE;
        }
    }

    static final class Hidden implements CredentialsProvider {
        @Override
        public Credentials credentials() {
            return Credentials.NONE;
        }
    }

    /** Some class; it must not be initialized for having been named. */
    public static final class Foreign {

        static {
            System.setProperty("io.jambry.config.foreign", "initialized");
        }

        private Foreign() {}
    }

    @Test
    void load_nameOfAClass_makesAnObject() {
        properties.setProperty(KEY, " " + Vault.class.getName() + " ");
        ConnectionSettings connection = load("redis://h");

        assertThat(connection.credentials().credentials()).isEqualTo(new Credentials("app", "of the vault"));
        assertThat(connection.credentials()).isInstanceOf(Vault.class).isSameAs(connection.credentials());
        assertThat(connection.toProperties()).containsEntry(KEY, Vault.class.getName());
    }

    @Test
    void load_optionOfTheUrl_makesAnObject() {
        assertThat(load("redis://h?credentials-provider="
                                + Vault.class.getName().replace("$", "%24"))
                        .credentials())
                .isInstanceOf(Vault.class);
    }

    @Test
    void load_objectInProperties_isTaken() {
        CredentialsProvider provider = () -> new Credentials(null, "geheim");
        properties.putAll(ConnectionSettings.builder()
                .credentialsProvider(provider)
                .build()
                .toProperties());
        Configuration configuration = Configuration.load(
                URI.create("redis://h"), properties, getClass().getClassLoader());

        assertThat(configuration.connection().credentials()).isSameAs(provider);
        assertThat(configuration.report())
                .contains(provider.getClass().getName())
                .contains("Properties key " + KEY)
                .doesNotContain("geheim");
    }

    @Test
    void load_objectAboveDefaultsOfProperties_wins() {
        properties.setProperty(KEY, Broken.class.getName());
        Properties above = new Properties(properties);
        CredentialsProvider provider = () -> Credentials.NONE;
        above.put(KEY, provider);

        assertThat(Configuration.load(URI.create("redis://h"), above, getClass().getClassLoader())
                        .connection()
                        .credentials())
                .isSameAs(provider);
    }

    @Test
    void load_objectOfAnotherKind_isRefused() {
        properties.put(KEY, new Object());

        assertThatThrownBy(() -> load("redis://h"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Properties key '" + KEY + "' has a value of class java.lang.Object; give it as text");
    }

    @Test
    void load_classThatIsMissing_isRefusedNamingTheSource() {
        properties.setProperty(KEY, "com.acme.Vault");

        assertThatThrownBy(() -> load("redis://h"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'credentials-provider' is 'com.acme.Vault', which the class loader of this cache"
                        + " manager does not find; name a public class that can be constructed without parameters"
                        + " (credentials-provider by Properties key " + KEY + ")");
    }

    @Test
    void load_classOfAnotherKind_isRefusedWithoutInitializingIt() {
        properties.setProperty(KEY, Foreign.class.getName());

        assertThatThrownBy(() -> load("redis://h"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which does not implement io.jambry.CredentialsProvider");
        assertThat(System.getProperty("io.jambry.config.foreign")).isNull();
    }

    @Test
    void load_classThatFails_isRefusedWithItsCause() {
        properties.setProperty(KEY, Broken.class.getName());

        assertThatThrownBy(() -> load("redis://h"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which could not be constructed")
                .hasRootCauseMessage("no vault");
    }

    @Test
    void load_classThatIsNotPublic_isRefused() {
        properties.setProperty(KEY, Hidden.class.getName());

        assertThatThrownBy(() -> load("redis://h"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which is not a public class with a public constructor without parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://:geheim@h", "redis://app:geheim@h"})
    void load_providerBesideAPassword_isRefusedNamingTheSources(String uri) {
        properties.put(KEY, new Vault());

        assertThatThrownBy(() -> load(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting 'credentials-provider' goes instead of 'username' and 'password'")
                .hasMessageContaining("password by manager URI")
                .hasMessageContaining("credentials-provider by Properties key " + KEY)
                .hasMessageNotContaining("geheim");
    }
}
