// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs Jazzer on each target for its share of the time, beginning with the stored samples: {@code JazzerRun seconds directory}.
 * Ends with 1 if a target fails; the bytes that made it fail are in the directory then.
 */
final class JazzerRun {

    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

    private static final List<String> INSTRUMENTED = List.of(
            "io.jambry.**",
            "com.esotericsoftware.kryo.**",
            "org.apache.fory.**",
            "tools.jackson.**",
            "org.snakeyaml.**",
            "com.google.protobuf.**");

    private JazzerRun() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        long seconds = Long.parseLong(args[0]);
        Path directory = Files.createDirectories(Path.of(args[1]));
        Map<Class<?>, List<byte[]>> targets =
                Map.of(ValueFuzzTarget.class, valueSeeds(), KeyFuzzTarget.class, keySeeds());
        // values have all codecs, compressors and ciphers behind them
        Map<Class<?>, Long> shares = Map.of(ValueFuzzTarget.class, seconds * 4 / 5, KeyFuzzTarget.class, seconds / 5);
        boolean failed = false;
        for (Map.Entry<Class<?>, List<byte[]>> target : targets.entrySet()) {
            failed |= run(target.getKey(), target.getValue(), shares.get(target.getKey()), directory) != 0;
        }
        System.exit(failed ? 1 : 0);
    }

    private static int run(Class<?> target, List<byte[]> seeds, long seconds, Path directory)
            throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve(target.getSimpleName()));
        Path corpus = Files.createDirectories(home.resolve("corpus"));
        Path first = Files.createDirectories(home.resolve("seeds"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(first.resolve("seed-" + i), seeds.get(i));
        }
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + target.getName(),
                "--instrumentation_includes=" + String.join(File.pathSeparator, INSTRUMENTED),
                "--reproducer_path=" + home,
                "-artifact_prefix=" + home + File.separator,
                "-max_total_time=" + seconds,
                "-max_len=8192",
                "-timeout=10",
                // the heap is bounded already
                "-rss_limit_mb=0",
                corpus.toString(),
                first.toString()));
        System.out.println("[jambry] " + target.getSimpleName() + " for " + seconds + " s");
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static List<byte[]> valueSeeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>(StoredSamples.read("values-v1.txt").values());
        StoredSamples.read("kryo-v1.txt").values().forEach(payload -> seeds.add(value("kryo", payload)));
        for (String codec : List.of("json", "cbor", "smile", "yaml")) {
            for (Class<?> declared : List.of(Object.class, CodecKinds.Order.class)) {
                seeds.add(value(codec, Victims.named(codec).of(declared, "").encode(CodecKinds.order())));
            }
        }
        for (EveryCodec codec : EveryCodec.ALL) {
            if (!codec.name().equals("protobuf")) {
                Victims.compressors()
                        .values()
                        .forEach(compressor -> seeds.add(Victims.encode(
                                Victims.cache(codec, Object.class, JazzerRun.class.getClassLoader(), compressor, null),
                                CodecKinds.order())));
            }
        }
        return seeds;
    }

    private static List<byte[]> keySeeds() throws IOException {
        return new ArrayList<>(StoredSamples.read("keys-v1.txt").values());
    }

    private static byte[] value(String codec, byte[] payload) {
        return ValueHeader.plain(Victims.idOf(codec)).before(payload);
    }
}
