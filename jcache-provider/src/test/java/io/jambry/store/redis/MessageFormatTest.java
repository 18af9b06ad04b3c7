// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.StoredChange;
import io.jambry.store.redis.Message.Answer;
import io.jambry.store.redis.Message.Count;
import io.jambry.store.redis.Message.Slow;
import io.jambry.store.redis.Message.Tally;
import io.jambry.store.redis.Message.Told;
import io.jambry.store.redis.Message.Unknown;
import io.jambry.store.redis.Message.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageFormatTest {

    private static final Writer WRITER = new Writer("me-1", 0x01020304);
    private static final byte[] KEY = bytes("k");

    @Test
    void messages_ofVersion1_areReadAsEver() throws IOException {
        Map<String, byte[]> stored = stored();
        Map<String, Message> samples = samples();
        assertThat(stored).containsOnlyKeys(samples.keySet());
        samples.forEach((name, sample) -> assertThat(MessageFormat.read(stored.get(name)))
                .as(name)
                .usingRecursiveComparison()
                .isEqualTo(sample));
    }

    @Test
    void messages_ofVersion1_areWrittenAsEver() throws IOException {
        Map<String, byte[]> stored = stored();
        byte[] head = MessageFormat.head(MessageFormat.beginning(WRITER), 5, 7, /* awaited= */ false, KEY);
        byte[] awaited = MessageFormat.head(MessageFormat.beginning(WRITER), 5, 7, /* awaited= */ true, KEY);
        assertThat(stored.get("created")).isEqualTo(MessageFormat.told(awaited, new byte[] {17}, bytes("new"), null));
        assertThat(stored.get("updated")).isEqualTo(MessageFormat.told(head, new byte[] {18}, bytes("new"), null));
        assertThat(stored.get("updated-old"))
                .isEqualTo(MessageFormat.told(head, new byte[] {50}, bytes("new"), bytes("old")));
        assertThat(stored.get("updated-expired"))
                .isEqualTo(MessageFormat.told(head, new byte[] {50, 36}, bytes("new"), bytes("old")));
        assertThat(stored.get("removed")).isEqualTo(MessageFormat.told(head, new byte[] {3}, null, null));
        assertThat(stored.get("expired-old")).isEqualTo(MessageFormat.told(head, new byte[] {36}, null, bytes("old")));
        assertThat(stored.get("tally"))
                .isEqualTo(MessageFormat.tally((Tally) samples().get("tally")));
        assertThat(stored.get("tally-last"))
                .isEqualTo(MessageFormat.tally((Tally) samples().get("tally-last")));
        assertThat(stored.get("answer"))
                .isEqualTo(MessageFormat.answer((Answer) samples().get("answer")));
        assertThat(stored.get("slow"))
                .isEqualTo(MessageFormat.slow((Slow) samples().get("slow")));
    }

    @Test
    void told_oldValueUnknown_leavesItOut() {
        byte[] head = MessageFormat.head(MessageFormat.beginning(WRITER), 5, 7, /* awaited= */ false, KEY);
        assertThat(MessageFormat.told(head, new byte[] {50}, bytes("new"), null))
                .isEqualTo(MessageFormat.told(head, new byte[] {18}, bytes("new"), null));
    }

    @Test
    void read_otherVersionOrDamaged_isUnknown() throws IOException {
        assertThat(MessageFormat.read(new byte[] {2, 1})).isEqualTo(new Unknown(2));
        assertThat(MessageFormat.read(new byte[] {(byte) 200})).isEqualTo(new Unknown(200));
        assertThat(MessageFormat.read(new byte[0])).isEqualTo(new Unknown(1));
        for (byte[] whole : stored().values()) {
            // each event ends where a message may end, so only the rest is known to be damaged
            for (int length = 0; length < whole.length - 1; length++) {
                Message cut = MessageFormat.read(Arrays.copyOf(whole, length));
                assertThat(cut).isInstanceOfAny(Unknown.class, Told.class);
            }
        }
    }

    private static Map<String, Message> samples() {
        Map<String, Message> samples = new LinkedHashMap<>();
        samples.put("created", told(true, change(ChangeKind.CREATED, "new", null)));
        samples.put("updated", told(false, change(ChangeKind.UPDATED, "new", null)));
        samples.put("updated-old", told(false, change(ChangeKind.UPDATED, "new", "old")));
        samples.put(
                "updated-expired",
                told(false, change(ChangeKind.UPDATED, "new", "old"), change(ChangeKind.EXPIRED, null, "new")));
        samples.put("removed", told(false, change(ChangeKind.REMOVED, null, null)));
        samples.put("expired-old", told(false, change(ChangeKind.EXPIRED, null, "old")));
        samples.put(
                "tally",
                new Tally(
                        WRITER, 4, 6, 1000, /* last= */ false, List.of(new Count(4, 9, 3, 0), new Count(5, 9, 1, 2))));
        samples.put("tally-last", new Tally(WRITER, 6, 6, 1000, /* last= */ true, List.of()));
        samples.put("answer", new Answer("you", 0x01020304, 5, 7, List.of("java.lang.Error: no")));
        samples.put("slow", new Slow(WRITER, 9));
        return samples;
    }

    private static Told told(boolean awaited, StoredChange... changes) {
        return new Told(WRITER, 5, 7, awaited, List.of(changes));
    }

    private static StoredChange change(ChangeKind kind, @Nullable String value, @Nullable String old) {
        return new StoredChange(kind, KEY, value == null ? null : bytes(value), old == null ? null : bytes(old));
    }

    private static Map<String, byte[]> stored() throws IOException {
        Map<String, byte[]> stored = new LinkedHashMap<>();
        try (InputStream in = MessageFormatTest.class.getResourceAsStream("/wire-format/messages-v1.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> stored.put(words[0], HexFormat.of().parseHex(words[1])));
        }
        return stored;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
