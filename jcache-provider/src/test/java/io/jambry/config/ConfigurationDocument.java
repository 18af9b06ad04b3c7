// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.CacheSettings;
import io.jambry.ConnectionSettings;
import io.jambry.ManagerSettings;
import io.jambry.ProjectFile;
import io.jambry.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the rows of the settings. */
final class ConfigurationDocument {

    private static final String BEGINNING = """
            <!-- Written by ConfigurationDocument in jcache-provider/src/test from the settings themselves. Do not edit. -->
            # Configuration

            Nothing has to be configured: without a word, Jambry talks to `redis://localhost:6379`, and entries live for ever.
            The next step is one value, `JAMBRY_URL=rediss://user:password@cache.example`, and then one small file:

            ```properties
            # jambry.properties, on the class path of the application
            url = redis://cache.example
            timeout = 1s
            defaults.ttl = 30m
            caches.books.ttl = 2d
            caches.user-*.expiry = accessed
            caches.user-*.ttl = 10m
            ```

            All sources use the same keys, and everything has a counterpart in code: `ConnectionSettings`, `ManagerSettings` and
            `CacheSettings` have builders, and their `toProperties` gives what `CachingProvider.getCacheManager` takes.

            ## Sources

            The first source that gives a value wins.

            | | source | notation |
            |---|---|---|
            | 1 | manager URI | `redis://user:password@host:6379/2?timeout=1s&caches.books.ttl=2d` |
            | 2 | `Properties` given to `getCacheManager` | `jambry.timeout` |
            | 3 | system properties | `-Djambry.timeout=1s` |
            | 4 | environment | `JAMBRY_TIMEOUT`, `JAMBRY_DEFAULTS_TTL`, `JAMBRY_CACHES_BOOKS_TTL` |
            | 5 | MicroProfile Config, where there is one | `jambry.timeout` |
            | 6 | settings file | `timeout` or `jambry.timeout` |
            | 7 | default | see the tables below |

            - **Manager URI.** A URI that names a store stands above all (but see *Which connection* below), with its user info, database and options: it is what
              the manager was asked for. `file:`, `classpath:` and `jar:` name a settings file instead (as `config` does). The
              provider's default URI, `jambry:default`, leaves everything to the other sources, and so does `jambry:` with
              any other name, which tells several managers of a class loader apart. A container that takes the URI for a path, as
              Open Liberty does, leaves one slash before the host: `redis:/host` means `redis://host`. `getURI()`, messages and names
              in JMX have no user info and no options, so managers that differ in nothing else compete for the same names in
              JMX.
            - **URLs.** `redis://`, `rediss://` (TLS), `valkey://`, `valkeys://` (TLS), each of them also with sentinels
              (`redis+sentinel://`) or a cluster (`redis+cluster://`, see below), `embedded:` (a server that is started for
              this JVM, for development and tests) and `memory:` (the heap). Behind the last two a name may stand, as in
              `memory:shop` and `embedded:shop`; without one it is `default`. As a manager URI the name is needed, because
              `java.net.URI` refuses a scheme with nothing behind it: `URI.create("memory:default")`. Managers of this JVM that
              name the same `embedded:` server share it, and it ends with the JVM; a `memory:` store belongs to one manager and
              goes with it. The default port is 6379, that of sentinels 26379. What the URL of a source says in user info, path and options goes before
              what the same source says with separate keys. A URL that loses against another loses as a whole: its password is
              never sent to another server. In user info and options, the characters `: / ? # [ ] @ & =` and `%` must be
              percent-encoded.
            - **Environment.** The key in upper case with `_` for `.` and `-`. The name of a cache is compared in this form, too:
              `JAMBRY_CACHES_USER_BOOKS_TTL` is for `user-books` as well as for `User.Books`. An empty variable counts as unset.
              What Kubernetes sets for a service called `jambry` or `jambry-…` is ignored.
            - **File.** A `.properties` file in UTF-8. Without `config`, it is the resource `jambry.properties` of the manager's
              class loader, if there is one.
            - **Caches.** Before the sources are looked at, the more specific name wins: the exact name, then the name as the
              environment spells it, then patterns (`*` for any characters, `?` for any one; the one with more other characters
              first, then the one with the longer beginning without wildcards), then `defaults`. A list such as `allow-classes`
              replaces the one of a less specific name, it does not add to it.
            - **Configuration objects.** `expiry` and `ttl` are for caches whose JSR-107 configuration has no expiry policy or
              the eternal one, which is its default; `statistics` and `management` go before it. `key-type` and `value-type`
              let `getCache` open a cache that nobody has created; one that is registered keeps the types it has.

            ## Which connection

            A manager takes the first of these; what comes later plays no part, as far as the connection goes.

            | | | `Properties` made by |
            |---|---|---|
            | 1 | the connection of an open manager, given as it is under the key `jambry.manager.itself` of `Properties` | `Jambry.propertiesByManager` |
            | 2 | the `url` in a file that the `Properties` name with `jambry.config` | `Jambry.propertiesByConfig` |
            | 3 | the connection that managers share by the name `connection-name` | `Jambry.propertiesByConnection` |
            | 4 | the manager URI | `Jambry.propertiesByUrl` does the same by `Properties` |
            | 5 | `url` by the other sources, else the default server | |

            - **An open manager** says all about the connection. `Properties` that say something else of it beside the manager are
              refused, other sources are not asked, and the manager URI is a name only. A manager that is closed, and one of a
              `memory:` store, is refused.
            - **A file** whose `url` is taken makes the manager URI a name only, too. Settings in other sources go before those
              of the file, as everywhere.
            - **A name** is shared by all managers of this JVM that give it, whatever class loaders and namespaces they have: the
              first one opens the connection, the last one closes it. The name says *whether* to share, the other sources say
              with what, and whoever says something else than the one who came first is refused, naming the difference. A
              `credentials-provider` must then be a class that lies where Jambry does, so that no application is kept by a
              connection that others go on using. Where each application has a Jambry of its own, each has connections of its own.
              A name and a `url` in the same `Properties` make the manager URI a name only.

            ## Sentinels and clusters

            ```properties
            url = redis+sentinel://user:password@host1,host2:26380,[::1]/0?primary-name=mymaster
            url = rediss+cluster://user:password@host1:7000,host2:7000
            ```

            Such a URL names several servers, separated by commas, and at least one: the sentinels that watch a primary and its
            replicas, or some nodes of the cluster, which tell the others. User info stands once, in front of the first host. It
            is for the servers that hold the data; sentinels are told `sentinel-username` and `sentinel-password`, and nothing
            without them. With `rediss+sentinel:` and `valkeys+sentinel:` the sentinels are talked to over TLS, too.

            Sentinels watch primaries by name: `primary-name` says which one is meant, and only URLs of sentinels may have it.

            `java.net.URI` does not take several IPv6 addresses in brackets. As a manager URI they are written
            `redis+cluster://%5B::1%5D:7000,%5B::2%5D:7000`; other sources take both forms.

            ## Certificates and changing passwords

            A server that asks for the certificate of its clients (`tls-auth-clients yes`) is shown the one in `tls-keystore`, a
            PKCS12 or JKS file with a private key; `tls-keystore-password` is the password of the file and of the key. Both apply
            to `rediss` and `valkeys` URLs of all kinds. A file that changes is read again for the next connection.

            Where passwords change while the application runs, `credentials-provider` names a class of the application that
            implements `io.jambry.CredentialsProvider`. It is asked for each connection that is opened; connections that are open
            stay as they are. In code, `ConnectionSettings.builder().credentialsProvider(…)` takes the object itself, and so does
            the key `jambry.credentials-provider` of `Properties`. `username` and `password`, in a URL as well, cannot stand beside it.

            ## Mistakes

            Unknown keys are refused, naming the nearest known one and the source (file and line). So are values that are
            malformed or out of range, even those that another source overrides. In `Properties`, system properties and
            MicroProfile Config, keys that do not begin with `jambry.` are none of our business. Secrets appear in no message
            and no report. Durations are a number with a unit (`500ms`, `10s`, `5m`, `1h`, `2d`) or ISO-8601 (`PT10S`).

            Which value came from where is what `cacheManager.unwrap(Jambry.class).configurationReport()` tells:

            ```
            url        rediss://cache.example   environment JAMBRY_URL
            password   ***                      environment JAMBRY_URL
            timeout    1s                       file jambry.properties:3
            pool-size  8                        default
            ```
            """;

    /** What jambry-sessions reads by itself; a test there compares. */
    private static final String SESSIONS = """

            ## Sessions

            `jambry-sessions` has [settings of its own](sessions.md#settings): context parameters of the web application, system
            properties and MicroProfile Config as `jambry-sessions.<name>`, and the environment.

            | environment | for |
            |---|---|
            | `JAMBRY_SESSIONS_APPLICATION` | which nodes share sessions |
            | `JAMBRY_SESSIONS_TOUCH_WINDOW` | how old the noted last access may become |
            | `JAMBRY_SESSIONS_GRACE` | how long a session that is over waits for a node that tells its listeners |
            | `JAMBRY_SESSIONS_SWEEP_INTERVAL` | how often each node looks for sessions that are over |
            | `JAMBRY_SESSIONS_LEASE` | how long a node that tells listeners may give no sign of life |
            | `JAMBRY_SESSIONS_MAX_SESSION_BYTES` | how large a session may be |
            | `JAMBRY_SESSIONS_LOCAL_COPIES` | how many sessions a node keeps at hand |
            | `JAMBRY_SESSIONS_DIRTY_CHECK` | `read`, `set` or `all`: which attributes are written |
            | `JAMBRY_SESSIONS_UNDECODABLE` | `keep`, `drop` or `fail`: what happens to attributes that cannot be decoded |
            | `JAMBRY_SESSIONS_FLUSH` | `commit` or `immediate`: when changes are written |
            | `JAMBRY_SESSIONS_MAX_SESSIONS_PER_USER` | how many sessions a user may have |
            | `JAMBRY_SESSIONS_OVER_LIMIT` | `reject` or `expel-oldest`: what happens to one more |
            | `JAMBRY_SESSIONS_MANAGEMENT` | whether counters are shown by JMX |
            """;

    private ConfigurationDocument() {}

    /** Writes the document anew; to be started anywhere in the project. */
    public static void main(String[] args) throws IOException {
        Files.writeString(file(), text());
    }

    static Path file() {
        return ProjectFile.of("docs/configuration.md");
    }

    static String text() {
        return BEGINNING
                + chapter("Connection", "`jambry.<key>`", ConnectionSettings.settings())
                + chapter("Manager", "`jambry.<key>`", ManagerSettings.settings())
                + chapter(
                        "Caches",
                        "`jambry.defaults.<key>` for all caches, `jambry.caches.<name or pattern>.<key>` for some",
                        CacheSettings.settings())
                + SESSIONS;
    }

    private static String chapter(String title, String keys, List<Setting<?>> settings) {
        return "\n## " + title + "\n\nKeys: " + keys
                + ".\n\n| key | default | allowed | what it is for |\n|---|---|---|---|\n"
                + settings.stream().map(ConfigurationDocument::row).collect(Collectors.joining());
    }

    private static String row(Setting<?> setting) {
        String defaultText = setting.defaultText().isEmpty() ? "–" : "`" + setting.defaultText() + "`";
        String secret = setting.isSecret() ? " Never shown." : "";
        return "| `" + setting.key() + "` | " + defaultText + " | " + escaped(setting.allowed()) + " | "
                + escaped(setting.description()) + secret + " |\n";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }
}
