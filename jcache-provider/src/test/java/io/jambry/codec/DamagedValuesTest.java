// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.jambry.DecodingException;
import io.jambry.spi.Compressor;
import io.jambry.spi.ValueCipher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of every codec, compressor and cipher, cut and changed everywhere: refused, or of the declared type. */
class DamagedValuesTest {

    private static final ClassLoader LOADER = DamagedValuesTest.class.getClassLoader();
    private static final Map<String, Compressor> COMPRESSORS = Victims.compressors();
    private static final Map<String, ValueCipher> CIPHERS = Victims.ciphers();

    record Form(EveryCodec codec, String compressor, String cipher) {}

    static List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        for (EveryCodec codec : EveryCodec.ALL) {
            for (String compressor : with(COMPRESSORS)) {
                for (String cipher : with(CIPHERS)) {
                    forms.add(new Form(codec, compressor, cipher));
                }
            }
        }
        return forms;
    }

    /** Without those that are compressed and encrypted: what does not open is not decompressed. */
    static List<Form> formsOfOneLayer() {
        return forms().stream()
                .filter(form ->
                        form.compressor().equals("none") || form.cipher().equals("none"))
                .toList();
    }

    private static List<String> with(Map<String, ?> named) {
        List<String> names = new ArrayList<>(named.keySet());
        names.add("none");
        return names;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void value_cutAnywhereOrWithABitOfEachByteFlipped_isRefusedOrOfItsType(Form form) {
        Damage damage = new Damage(form);
        for (int length = 0; length < damage.value.length; length++) {
            damage.decode(Arrays.copyOf(damage.value, length), "cut to " + length);
        }
        for (int place = 0; place < damage.value.length; place++) {
            damage.change(place, 1 << place % 8);
        }
        assertThat(damage.refused).isGreaterThan(damage.value.length);
    }

    @Tag("faults")
    @ParameterizedTest
    @MethodSource("formsOfOneLayer")
    void value_withAnyByteChangedToAnyOther_isRefusedOrOfItsType(Form form) {
        Damage damage = new Damage(form);
        for (int place = 0; place < damage.value.length; place++) {
            for (int change = 1; change < 256; change++) {
                damage.change(place, change);
            }
        }
        assertThat(damage.refused).isGreaterThan(damage.value.length);
    }

    /** One value and what is done to it. */
    private static final class Damage {

        private final Form form;
        private final Object sample;
        private final ValueCodec cache;
        private final byte[] value;
        private int refused;

        Damage(Form form) {
            this.form = form;
            this.sample = form.codec().name().equals("protobuf")
                    ? StringValue.of(
                            "a message that is long enough to be compressed, compressed, compressed, compressed")
                    : CodecKinds.order();
            this.cache = Victims.cache(
                    form.codec(),
                    sample.getClass(),
                    LOADER,
                    COMPRESSORS.get(form.compressor()),
                    CIPHERS.get(form.cipher()));
            this.value = Victims.encode(cache, sample);
            assertThat(Victims.attack(cache, sample.getClass(), value)).isEqualTo(sample);
        }

        void change(int place, int bits) {
            byte[] changed = value.clone();
            changed[place] ^= (byte) bits;
            decode(changed, "byte " + place + " changed by " + bits);
        }

        void decode(byte[] bytes, String damage) {
            Object outcome;
            try {
                outcome = Victims.attack(cache, sample.getClass(), bytes);
            } catch (AssertionError | RuntimeException | StackOverflowError e) {
                throw new AssertionError(form + ", " + damage + ": " + e, e);
            }
            if (outcome instanceof DecodingException) {
                refused++;
            } else {
                assertThat(form.cipher()).as(form + ", " + damage + " opens").isEqualTo("none");
            }
        }
    }
}
