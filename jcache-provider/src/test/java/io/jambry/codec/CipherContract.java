// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every cipher promises. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CipherContract {

    protected static final byte[] ASSOCIATED = "orders:17".getBytes(UTF_8);

    private static final String SETTING = "jambry.caches.orders.keys";
    private static final int MESSAGES = 100_000;

    /** Keys that a test changes. */
    protected static final class ChangingRing implements KeyRing {

        public final Map<Integer, SecretKey> keys = new ConcurrentHashMap<>();
        public volatile int current = 1;

        /** Without any key; 1 is the current number. */
        public ChangingRing() {}

        @Override
        public int currentId() {
            return current;
        }

        @Override
        public Optional<SecretKey> key(int id) {
            return Optional.ofNullable(keys.get(id));
        }
    }

    private final ChangingRing ring = new ChangingRing();
    private final ValueCipher cipher;

    protected CipherContract() {
        ring.keys.put(1, key(1));
        ring.keys.put(2, key(2));
        cipher = cipher(ring, SETTING);
    }

    protected abstract ValueCipher cipher(KeyRing ring, String setting);

    /** A key that looks like no other text. */
    protected static SecretKey key(long seed) {
        byte[] secret = new byte[32];
        new Random(seed).nextBytes(secret);
        return new SecretKeySpec(secret, "AES");
    }

    @Test
    void open_whatWasSealed_isThePlain() throws GeneralSecurityException {
        for (int length : new int[] {0, 1, 15, 16, 17, 100, 1000, 100_000}) {
            byte[] plain = new byte[length];
            new Random(length).nextBytes(plain);
            byte[] before = plain.clone();
            byte[] sealed = cipher.seal(cipher.currentKeyId(), plain, ASSOCIATED);
            assertThat(plain).isEqualTo(before);
            byte[] inside = new byte[sealed.length + 9];
            System.arraycopy(sealed, 0, inside, 4, sealed.length);
            assertThat(cipher.open(1, inside, 4, sealed.length, ASSOCIATED)).isEqualTo(plain);
            assertThat(cipher.seal(1, plain, ASSOCIATED)).isNotEqualTo(sealed);
        }
    }

    @Test
    void open_anyBitFlipped_fails() throws GeneralSecurityException {
        byte[] sealed = cipher.seal(1, "a value".getBytes(UTF_8), ASSOCIATED);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertFails(1, changed, ASSOCIATED);
        }
    }

    @Test
    void open_cutOrLonger_fails() throws GeneralSecurityException {
        byte[] sealed = cipher.seal(1, "a value".getBytes(UTF_8), ASSOCIATED);
        for (int length = 0; length < sealed.length; length++) {
            assertFails(1, Arrays.copyOf(sealed, length), ASSOCIATED);
            assertFails(1, Arrays.copyOfRange(sealed, sealed.length - length, sealed.length), ASSOCIATED);
        }
        assertFails(1, Arrays.copyOf(sealed, sealed.length + 1), ASSOCIATED);
    }

    @Test
    void open_withAnotherKeyOrAssociatedData_fails() throws GeneralSecurityException {
        byte[] sealed = cipher.seal(1, "a value".getBytes(UTF_8), ASSOCIATED);
        assertFails(2, sealed, ASSOCIATED);
        assertFails(1, sealed, new byte[0]);
        for (int bit = 0; bit < ASSOCIATED.length * 8; bit++) {
            byte[] other = ASSOCIATED.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertFails(1, sealed, other);
        }
        // even if somebody gives one secret two numbers
        ring.keys.put(2, key(1));
        assertFails(2, sealed, ASSOCIATED);
    }

    @Test
    void keys_thatComeAndGo_areFollowed() throws GeneralSecurityException {
        byte[] old = cipher.seal(cipher.currentKeyId(), new byte[] {1}, ASSOCIATED);
        ring.current = 2;
        assertThat(cipher.currentKeyId()).isEqualTo(2);
        byte[] recent = cipher.seal(cipher.currentKeyId(), new byte[] {2}, ASSOCIATED);
        assertThat(cipher.open(1, old, 0, old.length, ASSOCIATED)).containsExactly(1);
        assertThat(cipher.open(2, recent, 0, recent.length, ASSOCIATED)).containsExactly(2);

        ring.keys.remove(1);
        assertThatThrownBy(() -> cipher.open(1, old, 0, old.length, ASSOCIATED))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage(
                        "there is no key 1: it was taken out too early, or has not come to this JVM yet; see setting '"
                                + SETTING + "'");
        ring.keys.put(1, key(3));
        assertFails(1, old, ASSOCIATED);
        ring.keys.put(1, key(1));
        assertThat(cipher.open(1, old, 0, old.length, ASSOCIATED)).containsExactly(1);
    }

    @Test
    void keys_rotatedWhileThreadsWork_failNobody() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int worker = i;
            workers.add(new Thread(() -> {
                try {
                    for (int message = 0; message < 3000; message++) {
                        byte[] plain =
                                (worker + ":" + message).repeat(worker + 1).getBytes(UTF_8);
                        int id = cipher.currentKeyId();
                        byte[] sealed = cipher.seal(id, plain, ASSOCIATED);
                        if (!Arrays.equals(plain, cipher.open(id, sealed, 0, sealed.length, ASSOCIATED))) {
                            throw new AssertionError("another value");
                        }
                    }
                } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        workers.forEach(Thread::start);
        for (int id = 3; workers.stream().anyMatch(Thread::isAlive); id = id % 100 + 1) {
            ring.keys.computeIfAbsent(id, CipherContract::key);
            ring.current = id;
        }
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(failure.get()).isNull();
    }

    @Test
    void nonces_ofManyMessages_areUniqueAndEvenlySpread() throws GeneralSecurityException {
        Set<String> nonces = new HashSet<>();
        int[] ones = new int[24 * 8];
        for (int i = 0; i < MESSAGES; i++) {
            byte[] nonce = Arrays.copyOf(cipher.seal(1, new byte[0], ASSOCIATED), 24);
            assertThat(nonces.add(HexFormat.of().formatHex(nonce))).isTrue();
            for (int bit = 0; bit < ones.length; bit++) {
                ones[bit] += nonce[bit / 8] >> bit % 8 & 1;
            }
        }
        // six standard deviations: one of 192 bits is beyond in one of two million runs
        double bound = 6 * Math.sqrt(MESSAGES) / 2;
        assertThat(Arrays.stream(ones)
                        .mapToDouble(count -> Math.abs(count - MESSAGES / 2.0))
                        .max()
                        .orElseThrow())
                .isLessThan(bound);
    }

    @Test
    void messages_ofFailures_showNoKeyMaterial() throws GeneralSecurityException {
        List<Throwable> failures = new ArrayList<>();
        byte[] sealed = cipher.seal(1, "a secret value".getBytes(UTF_8), ASSOCIATED);
        failures.add(catchThrowable(() -> cipher.open(2, sealed, 0, sealed.length, ASSOCIATED)));
        failures.add(catchThrowable(() -> cipher.open(1, sealed, 0, 10, ASSOCIATED)));
        failures.add(catchThrowable(() -> cipher.open(9, sealed, 0, sealed.length, ASSOCIATED)));
        failures.add(catchThrowable(() -> cipher.seal(9, sealed, ASSOCIATED)));
        byte[] half = Arrays.copyOf(key(1).getEncoded(), 16);
        ring.keys.put(3, new SecretKeySpec(half, "AES"));
        failures.add(catchThrowable(() -> cipher.seal(3, sealed, ASSOCIATED)));
        assertThat(failures)
                .doesNotContainNull()
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(GeneralSecurityException.class));
        assertThat(failures.get(4)).hasMessage("key 3 has 16 bytes, it must have 32");

        StringWriter told = new StringWriter();
        failures.forEach(failure -> failure.printStackTrace(new PrintWriter(told)));
        told.append(cipher.toString());
        String text = told.toString().toLowerCase(Locale.ROOT);
        for (int id = 1; id <= 2; id++) {
            assertThat(text).doesNotContain(traces(key(id).getEncoded()));
        }
        assertThat(text).doesNotContain("a secret value", HexFormat.of().formatHex("secret".getBytes(UTF_8)));
    }

    /** Any four bytes of a secret, in the ways that bytes are shown. */
    private static List<String> traces(byte[] secret) {
        List<String> traces = new ArrayList<>();
        for (int i = 0; i + 4 <= secret.length; i++) {
            byte[] part = Arrays.copyOfRange(secret, i, i + 4);
            traces.add(HexFormat.of().formatHex(part));
            traces.add(Arrays.toString(part).replaceAll("[\\[\\]]", ""));
        }
        String base64 = Base64.getEncoder().encodeToString(secret).toLowerCase(Locale.ROOT);
        for (int i = 0; i + 8 <= base64.length(); i++) {
            traces.add(base64.substring(i, i + 8));
        }
        traces.add(Integer.toHexString(new SecretKeySpec(secret, "AES").hashCode()));
        return traces;
    }

    private void assertFails(int keyId, byte[] bytes, byte[] associated) {
        assertThatThrownBy(() -> cipher.open(keyId, bytes, 0, bytes.length, associated))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("bytes");
    }
}
