// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ProjectFile;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the codecs of Jackson keep besides: bytes without a class name in caches of a declared class. */
public abstract class JacksonContract extends CodecContract {

    /** Bytes that announce much more than there is. */
    protected List<byte[]> forgedLengths() {
        return List.of();
    }

    @Override
    protected final Map<String, byte[]> forged() {
        Map<String, byte[]> forged = new LinkedHashMap<>();
        forgedLengths().forEach(bytes -> forged.put("forged length " + forged.size(), bytes));
        return forged;
    }

    @Override
    protected final boolean mayBecomeAnything() {
        return true;
    }

    /** Lines are added and never changed. */
    @Test
    void bytes_writtenOnce_areReadForEver() throws IOException {
        String name = "wire-format/codec-" + codec().name() + ".txt";
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("order", CodecSamples.order());
        values.put("numbers", CodecSamples.numbers());
        Path file = ProjectFile.of("jcache-provider/src/test/resources").resolve(name);
        if (!Files.exists(file) && Boolean.getBoolean("codecs.write")) {
            Files.writeString(file, lines(values));
            return;
        }
        try (InputStream in = JacksonContract.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(" ");
                    Object value = values.get(parts[1]);
                    byte[] bytes = HexFormat.of().parseHex(parts[2]);
                    Codec codec = codec(parts[0].equals("object") ? Object.class : value.getClass());
                    assertThat(codec.decode(bytes, 0, bytes.length)).as(line).isEqualTo(value);
                }
            }
        }
    }

    private String lines(Map<String, Object> values) throws IOException {
        StringBuilder lines = new StringBuilder("# SPDX-FileCopyrightText: The Jambry authors\n"
                + "# SPDX-License-Identifier: Apache-2.0\n# declared or not, value, payload in hex\n");
        for (Map.Entry<String, Object> value : values.entrySet()) {
            for (Class<?> declared : List.of(value.getValue().getClass(), Object.class)) {
                lines.append(declared == Object.class ? "object " : "declared ")
                        .append(value.getKey())
                        .append(' ')
                        .append(HexFormat.of().formatHex(codec(declared).encode(value.getValue())))
                        .append('\n');
            }
        }
        return lines.toString();
    }
}
