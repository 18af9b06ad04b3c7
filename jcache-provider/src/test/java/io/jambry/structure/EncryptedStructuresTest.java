// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Structures whose content nobody can read on the server. */
class EncryptedStructuresTest {

    @TempDir
    private Path directory;

    private Shelf shelf;

    @BeforeEach
    void open() throws IOException {
        Path file = directory.resolve("keys");
        Files.writeString(
                file, "1=" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(UTF_8)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        shelf = Shelf.open(Map.of(
                "defaults.encryption", "xaes-256-gcm",
                "defaults.encryption-keys", "file:" + file,
                "defaults.entry-names", "hidden",
                "defaults.entry-names-key", "1"));
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @Test
    void list_whatTheServerCannotCompare_isRefused() {
        RedisList<String> list = shelf.structures().list("words", String.class);
        list.addAll(List.of("a", "b", "c")).call();
        assertThat(list.get(1).call()).contains("b");
        assertThatThrownBy(() -> list.indexOf("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "list 'words': what is in it is encrypted, each time into other bytes, so the server cannot compare it;"
                                + " leave the comparison out, or switch encryption off for this structure");
        assertThatThrownBy(() -> list.remove("a", 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> list.insertBefore("a", "b")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void list_view_comparesWithEquals() {
        List<String> view = shelf.structures().list("words", String.class).view();
        view.addAll(List.of("a", "b", "c"));
        assertThat(view.indexOf("b")).isEqualTo(1);
        assertThat(view.remove("b")).isTrue();
        assertThat(view).containsExactly("a", "c");
    }

    @Test
    void map_view_comparesWithEquals() {
        RedisMap<String, String> map = shelf.structures().map("words", String.class, String.class);
        ConcurrentMap<String, String> view = map.view();
        view.put("a", "1");
        assertThat(view.merge("a", "2", String::concat)).isEqualTo("12");
        assertThat(view.replace("a", "12", "3")).isTrue();
        assertThat(view.remove("a", "12")).isFalse();
        assertThat(view.remove("a", "3")).isTrue();
        assertThatThrownBy(() -> map.replace("a", "1", "2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void set_hiddenMembers_areFound() {
        RedisSet<String> set = shelf.structures().set("words", String.class);
        set.add("a").call();
        assertThat(set.contains("a").call()).isTrue();
        assertThat(set.getAll().call()).containsExactly("a");
    }

    @Test
    void elements_fromOneToTheOther_areRefused() {
        Structures group = shelf.structures().group("group");
        RedisDeque<String> deque = group.deque("one", String.class);
        deque.addAllLast(List.of("a", "b")).call();
        assertThat(deque.move(End.FIRST, deque, End.LAST).call()).contains("a");
        assertThat(deque.pollLast().call()).contains("a");
        assertThatThrownBy(() -> deque.move(End.FIRST, group.deque("two", String.class), End.LAST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "deque 'one' and deque 'two' write their elements in different ways, so none can go from one to the"
                                + " other; give both the same type and settings, and no encryption");
        assertThatThrownBy(() -> group.set("one", String.class).union(List.of(group.set("two", String.class))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
