// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of {@code wire-format/}: lines of a name and bytes in hex. */
public final class StoredSamples {

    private StoredSamples() {}

    /** The bytes of a file by name. */
    public static Map<String, byte[]> read(String file) throws IOException {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        try (InputStream in = StoredSamples.class.getClassLoader().getResourceAsStream("wire-format/" + file)) {
            assertThat(in).as(file).isNotNull();
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(" ", 2);
                    samples.put(parts[0], HexFormat.of().parseHex(parts.length < 2 ? "" : parts[1].strip()));
                }
            }
        }
        return samples;
    }
}
