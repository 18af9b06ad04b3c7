// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.ClusterView.Line;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClusterViewTest {

    private static final String TEXT = String.join(
            "\n",
            "aa :7001@17001 myself,master - 0 0 1 connected 0-99 200 [93->-bb] [94-<-cc]",
            "bb 10.0.0.2:7002@17002,two.example master - 0 1 2 connected 100-199",
            "cc fe80::3:7003@17003 slave aa 0 1 1 connected",
            "dd :0@0 master,noaddr - 1 1 0 disconnected",
            "");

    @Test
    void of_nodes_tellsWhatEachHasAndWhereSlotsAreGoing() {
        ClusterView view = ClusterView.of(TEXT.getBytes(StandardCharsets.UTF_8), new Endpoint("asked", 7001));
        assertThat(view.lines()).extracting(Line::id).containsExactly("aa", "bb", "cc");
        assertThat(view.lines())
                .extracting(Line::endpoint)
                .containsExactly(
                        new Endpoint("asked", 7001), new Endpoint("10.0.0.2", 7002), new Endpoint("fe80::3", 7003));
        assertThat(view.lines()).extracting(Line::myself).containsExactly(true, false, false);
        assertThat(view.lines().get(0).slots()).containsExactly(new int[] {0, 99}, new int[] {200, 200});
        assertThat(view.lines().get(0).heirs()).containsExactly("bb");
    }

    @Test
    void of_anythingElse_hasNoLines() {
        assertThat(ClusterView.of(null, new Endpoint("asked", 7001)).lines()).isEmpty();
    }
}
