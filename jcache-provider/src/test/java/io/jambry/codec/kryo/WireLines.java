// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lines of a name and bytes in hex, which are added and never changed. */
final class WireLines {

    private WireLines() {}

    static Map<String, byte[]> read(String resource) throws IOException {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        try (InputStream in = WireLines.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" ", 2);
                    samples.put(parts[0], HexFormat.of().parseHex(parts[1].strip()));
                }
            }
        }
        return samples;
    }
}
