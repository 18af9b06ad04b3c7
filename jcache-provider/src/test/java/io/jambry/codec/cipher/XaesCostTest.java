// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a key for each message and a random nonce cost, beside an AES-GCM cipher that has been made and counts its nonces. */
@Tag("faults")
class XaesCostTest {

    private static final double BAR = 4;
    private static final int ROUNDS = 3;
    private static final int SLICES = 101;
    private static final int WARM_UP = 200;
    private static final int CALLS = 1000;
    private static final byte[] ASSOCIATED = "orders:17".getBytes(UTF_8);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    private final XaesCipher xaes = new XaesCipher(KeyRings.of(1, Map.of(1, key)), "keys");
    private final byte[] plain = new byte[1024];
    private final Cipher bare = Cipher.getInstance("AES/GCM/NoPadding");
    private long count;
    private long sink;

    XaesCostTest() throws GeneralSecurityException {}

    private interface Call {
        byte[] run() throws GeneralSecurityException;
    }

    @Test
    void seal_aKilobyte_takesAtMostFourTimesABareCipher() throws GeneralSecurityException {
        compare("encrypting", () -> xaes.seal(1, plain, ASSOCIATED), this::bare);
    }

    @Test
    void open_aKilobyte_takesAtMostFourTimesABareCipher() throws GeneralSecurityException {
        // each with another key, as values have
        byte[][] many = new byte[CALLS][];
        for (int i = 0; i < CALLS; i++) {
            many[i] = xaes.seal(1, plain, ASSOCIATED);
        }
        byte[] bareSealed = bare();
        compare("decrypting", () -> open(many), () -> {
            bare.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, bareSealed, 0, 12));
            bare.updateAAD(ASSOCIATED);
            return bare.doFinal(bareSealed, 12, bareSealed.length - 12);
        });
    }

    private byte[] open(byte[][] many) throws GeneralSecurityException {
        byte[] sealed = many[(int) (++count % many.length)];
        return xaes.open(1, sealed, 0, sealed.length, ASSOCIATED);
    }

    private byte[] bare() throws GeneralSecurityException {
        byte[] sealed = new byte[12 + plain.length + 16];
        ByteBuffer.wrap(sealed).putLong(4, ++count);
        bare.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, sealed, 0, 12));
        bare.updateAAD(ASSOCIATED);
        bare.doFinal(plain, 0, plain.length, sealed, 12);
        return sealed;
    }

    /** What else the machine does can only add: a bad figure is measured again, twice. */
    private void compare(String what, Call ours, Call theirs) throws GeneralSecurityException {
        double ratio = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && ratio > BAR; round++) {
            ratio = measure(what, ours, theirs);
        }
        assertThat(sink).isNotZero();
        assertThat(ratio).isLessThanOrEqualTo(BAR);
    }

    private double measure(String what, Call ours, Call theirs) throws GeneralSecurityException {
        double[] ratios = new double[SLICES];
        double[] micros = new double[SLICES];
        double[] bareMicros = new double[SLICES];
        for (int i = -WARM_UP; i < SLICES; i++) {
            double one = slice(ours);
            double other = slice(theirs);
            if (i >= 0) {
                ratios[i] = one / other;
                micros[i] = one;
                bareMicros[i] = other;
            }
        }
        System.out.printf(
                "[jambry] %s 1 KiB: %.2f µs, by a bare AES-GCM cipher %.2f µs, %.2f times (processor time)%n",
                what, median(micros), median(bareMicros), median(ratios));
        return median(ratios);
    }

    private double slice(Call call) throws GeneralSecurityException {
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            sink += call.run().length;
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1000.0 / CALLS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
