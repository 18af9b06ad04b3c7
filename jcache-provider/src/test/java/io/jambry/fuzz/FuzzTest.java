// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jambry.Trap;
import io.jambry.codec.cipher.KeyRings;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our caches against the reference implementation.
 *
 * <p>{@code -Dfuzz.count} plays more sequences, {@code -Dfuzz.seed} begins elsewhere (and plays one, unless a count is
 * given), {@code -Dfuzz.url} restricts to one store.
 */
class FuzzTest {

    @ParameterizedTest
    @CsvSource({"memory:, ALWAYS, 200", "embedded:, SWEPT, 100"})
    @Trap({
        3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17, 18, 19, 20, 24, 26, 27, 30, 31, 32, 33, 34, 35, 36, 38, 39, 40, 41,
        43, 51, 56, 63
    })
    void randomSequences_behaveLikeTheReference(String url, ExpiredDelivery delivery, int count) {
        play(url, delivery, count, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"memory:, ALWAYS, 50", "embedded:, SWEPT, 50"})
    void randomSequences_encryptedUnderHiddenNames_behaveLikeTheReference(
            String url, ExpiredDelivery delivery, int count) {
        Map<Integer, SecretKeySpec> keys = Map.of(1, new SecretKeySpec(new byte[32], "AES"));
        Map<String, Object> settings = Map.of(
                "encryption", "xaes-256-gcm",
                "encryption-keys", KeyRings.of(1, keys),
                "entry-names", "hidden",
                "entry-names-key", "1");
        play(url, delivery, count, settings);
    }

    private static void play(String url, ExpiredDelivery delivery, int count, Map<String, Object> settings) {
        String wanted = System.getProperty("fuzz.url", url);
        assumeTrue(url.equals(wanted), () -> "-Dfuzz.url restricts to " + wanted);
        Long seed = Long.getLong("fuzz.seed");
        int seeds = Integer.getInteger("fuzz.count", seed == null ? count : 1);
        Allowances allowances = Allowances.reference();
        Target tested = Target.tested(Target.JAMBRY, url, delivery, settings);

        FuzzReport report = FuzzReport.of(Target.reference(allowances), tested, seed == null ? 1 : seed, seeds);
        tested.manager().close();

        Map<Departure, Integer> used = allowances.used();
        System.out.println(url + " " + settings.keySet() + " " + report + ", the reference was excused " + used);
        assertThat(report.result().different()).as(report::toString).isEmpty();
        assertThat(report.result().discarded() * 100)
                .as("sequences discarded as ambiguous")
                .isLessThanOrEqualTo(seeds * FuzzReport.DISCARDED_PERCENT);
    }
}
