// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerInfoTest {

    @Test
    void of_valkey_hasItsOwnNameAndVersion() {
        ServerInfo info = ServerInfo.of("""
                # Server
                redis_version:7.2.4
                server_name:valkey
                valkey_version:9.1.2
                server_mode:cluster
                uptime_in_seconds:61

                # Replication
                role:master
                connected_slaves:2

                # Keyspace
                db0:keys=12,expires=3,avg_ttl=4500,subexpiry=0
                db11:keys=1,expires=0,avg_ttl=0
                """);
        assertThat(info.flavour()).isEqualTo("valkey");
        assertThat(info.version()).isEqualTo("9.1.2");
        assertThat(info.mode()).isEqualTo("cluster");
        assertThat(info.replicas()).isEqualTo(2);
        assertThat(info.uptime()).isEqualTo(Duration.ofSeconds(61));
        assertThat(info.databases()).containsOnlyKeys(0, 11);
        assertThat(info.databases().get(0)).isEqualTo(new ServerInfo.Database(12, 3, Duration.ofMillis(4500)));
    }

    @Test
    void of_missingOrStrangeValues_areEmptyOrZero() {
        ServerInfo info = ServerInfo.of("used_memory:much\r\nmaxclients:100\r\nno colon\r\n\r\ndbx:keys=1\r\n");
        assertThat(info.flavour()).isEmpty();
        assertThat(info.version()).isEmpty();
        assertThat(info.memory().used()).isZero();
        assertThat(info.memory().fragmentation()).isZero();
        assertThat(info.clients().most()).isEqualTo(100);
        assertThat(info.persistence().lastSnapshotGood()).isTrue();
        assertThat(info.databases()).isEmpty();
        assertThat(info.field("used_memory")).contains("much");
    }

    @Test
    void connectedClient_line_isReadByItsNames() {
        ConnectedClient client = ConnectedClient.of(
                "id=7 addr=10.0.0.1:5000 laddr=10.0.0.2:6379 name= age=12 idle=3 flags=N db=2 cmd=get user=app lib-name=a=b");
        assertThat(client.id()).isEqualTo(7);
        assertThat(client.name()).isEmpty();
        assertThat(client.age()).isEqualTo(Duration.ofSeconds(12));
        assertThat(client.idle()).isEqualTo(Duration.ofSeconds(3));
        assertThat(client.database()).isEqualTo(2);
        assertThat(client.command()).isEqualTo("get");
        assertThat(client.user()).isEqualTo("app");
        assertThat(client.fields()).containsEntry("lib-name", "a=b");
    }
}
