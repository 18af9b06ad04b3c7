// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.WireSamples.Sample;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was written once is read for ever; lines of {@code wire-format/} are added and never changed. */
class WireFormatTest {

    private static final byte[] KEY = {'k'};
    private static final ClassLoader LOADER = WireFormatTest.class.getClassLoader();

    @Test
    void keys_ofEverySample_areWrittenAndReadAsEver() throws IOException {
        Map<String, byte[]> stored = StoredSamples.read("keys-v1.txt");
        Map<String, Sample> samples = WireSamples.keys();
        assertThat(stored).containsOnlyKeys(samples.keySet());
        samples.forEach((name, sample) -> {
            KeyCodec codec = keyCodec(sample.declared());
            assertThat(codec.encode(sample.object())).as(name).isEqualTo(stored.get(name));
            assertThat(codec.decode(stored.get(name))).as(name).isEqualTo(sample.object());
        });
    }

    @Test
    void values_ofEverySample_areReadAsEver() throws IOException {
        Map<String, byte[]> stored = StoredSamples.read("values-v1.txt");
        Map<String, Sample> samples = WireSamples.values();
        assertThat(stored).containsOnlyKeys(samples.keySet());
        samples.forEach((name, sample) -> {
            ValueCodec codec = valueCodec(sample.declared());
            assertThat(codec.decode(stored.get(name), KEY)).as(name).isEqualTo(sample.object());
            if (!name.startsWith("codec-")) {
                assertThat(codec.encode(sample.object(), KEY)).as(name).isEqualTo(stored.get(name));
            }
        });
    }

    @Test
    void headers_ofEveryKind_areReadAndWrittenAsEver() throws IOException {
        Map<String, ValueHeader> headers = headers();
        Map<String, byte[]> stored = StoredSamples.read("headers-v1.txt");
        assertThat(stored).containsOnlyKeys(headers.keySet());
        headers.forEach((name, header) -> {
            assertThat(ValueHeader.read(stored.get(name))).as(name).isEqualTo(header);
            assertThat(header.before(new byte[] {0x2A})).as(name).isEqualTo(stored.get(name));
        });
    }

    static Map<String, ValueHeader> headers() {
        Map<String, ValueHeader> headers = new LinkedHashMap<>();
        headers.put("plain", ValueHeader.plain(1));
        headers.put("shape", new ValueHeader(3, 0, 0, 0, 0, true, 0xCAFEBABE, 7));
        headers.put("compressed", new ValueHeader(1, 1, 300, 0, 0, false, 0, 6));
        headers.put("encrypted", new ValueHeader(1, 0, 0, 1, 258, false, 0, 6));
        headers.put("everything", new ValueHeader(255, 2, Integer.MAX_VALUE, 3, 65_535, true, 1, 16));
        return headers;
    }

    static KeyCodec keyCodec(Class<?> declared) {
        return new KeyCodec(declared, LOADER, "samples", KeyFallback.REFUSE, jdk());
    }

    static ValueCodec valueCodec(Class<?> declared) {
        return new ValueCodec(declared, jdk(), List.of(), Envelope.NONE, LOADER, "samples");
    }

    private static JdkCodec jdk() {
        return new JdkCodec(List.of(), "", JdkLimits.DEFAULT, LOADER, "samples");
    }
}
