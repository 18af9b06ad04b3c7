// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.command;

import io.jambry.codec.zstd.ZstdCompressor;
import io.jambry.codec.zstd.ZstdDictionary;
import io.jambry.codec.zstd.ZstdTrainer;
import io.jambry.provider.StoredPayloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheException;

/**
 * Trains a dictionary of zstd from the values that a cache has now, and writes it into a file. Reads only; the cache goes on
 * meanwhile.
 */
public final class TrainDictionary {

    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int MISUSED = 2;

    /** Fewer have little in common that others have, too. */
    static final int FEWEST_VALUES = 100;

    /** One in ten is kept out of the training, and tells what the dictionary is worth. */
    private static final int ONE_IN = 10;

    /** Numbers that take two bytes of each value and belong to nobody else. */
    private static final int FIRST_NUMBER = 32_768;

    private static final int LAST_NUMBER = 65_535;

    private final Arguments arguments;
    private final PrintStream out;

    private TrainDictionary(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /**
     * Runs, and ends the JVM with 0 when the dictionary is written, 1 when there is none, 2 when the arguments are wrong.
     *
     * @param arguments see {@link Arguments#USAGE}; without any, it is printed
     */
    public static void main(String... arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        Arguments parsed;
        try {
            parsed = Arguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(Arguments.USAGE);
            return MISUSED;
        }
        try {
            new TrainDictionary(parsed, out).run();
            return DONE;
        } catch (FileAlreadyExistsException e) {
            err.println("file " + e.getFile()
                    + " exists; values may have been compressed with it, so give the new dictionary another name");
        } catch (IOException e) {
            err.println("file " + parsed.output() + " cannot be written: " + e);
        } catch (CacheException | IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        return REFUSED;
    }

    private void run() throws IOException {
        Path file = arguments.output();
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        List<byte[]> values = values();
        List<byte[]> training = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            (i % ONE_IN == 0 ? others : training).add(values.get(i));
        }
        int number = FIRST_NUMBER + new SecureRandom().nextInt(LAST_NUMBER - FIRST_NUMBER + 1);
        ZstdDictionary dictionary = ZstdTrainer.train(training, arguments.size(), number);
        Files.write(file, dictionary.toBytes(), StandardOpenOption.CREATE_NEW);
        out.println(file + ": " + dictionary + ", trained from " + training.size() + " values of cache '"
                + arguments.cache() + "'");
        tellWorth(dictionary, others);
        out.println("to use it: caches." + arguments.cache() + ".compression=zstd, compression-dictionaries=file:"
                + file.toAbsolutePath() + ", and a compression-from that such values reach");
    }

    private List<byte[]> values() {
        Properties properties = new Properties();
        arguments.settings().forEach((key, value) -> properties.setProperty("jambry." + key, value));
        List<byte[]> values = StoredPayloads.of(
                arguments.cache(), arguments.samples(), properties, TrainDictionary.class.getClassLoader());
        if (values.size() < FEWEST_VALUES) {
            throw new IllegalArgumentException("cache '" + arguments.cache() + "' has " + values.size()
                    + " values that can be opened; a dictionary needs " + FEWEST_VALUES
                    + " at least, and some thousand to be good");
        }
        return values;
    }

    private void tellWorth(ZstdDictionary dictionary, List<byte[]> values) {
        ZstdCompressor with = new ZstdCompressor(ZstdCompressor.DEFAULT_LEVEL, List.of(dictionary));
        ZstdCompressor without = new ZstdCompressor(ZstdCompressor.DEFAULT_LEVEL, List.of());
        long before = 0;
        long plain = 0;
        long after = 0;
        for (byte[] value : values) {
            before += value.length;
            plain += without.compress(value).length;
            after += with.compress(value).length;
        }
        int count = values.size();
        out.println(count + " other values of " + before / count + " bytes on average take " + plain / count
                + " without a dictionary and " + after / count + " with this one");
    }
}
