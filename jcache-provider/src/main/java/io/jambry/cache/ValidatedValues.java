// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.CacheSettings.Undecodable;
import io.jambry.InvalidValueException;
import io.jambry.codec.ContentCheck;
import io.jambry.codec.ValueCodec;
import io.jambry.spi.ValueValidator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of a cache that has validators or a schema. The only place that calls validators.
 *
 * <p>Rationale: a subclass, which is not loaded as long as no cache validates, so that the others do not pay for it.
 *
 * <p>Thread-safe.
 */
final class ValidatedValues<V> extends Values<V> {

    private final String cacheName;
    private final Encoding encoding;
    private final List<ValueValidator<Object, Object>> validators;

    private ValidatedValues(
            String cacheName,
            ValueCodec codec,
            Undecodable undecodable,
            Encoding encoding,
            List<ValueValidator<Object, Object>> validators) {
        super(codec, undecodable);
        this.cacheName = cacheName;
        this.encoding = encoding;
        this.validators = validators;
    }

    private interface Encoding {
        byte[] encode(Object value, byte[] key);
    }

    /**
     * Makes the values of a cache.
     *
     * @param validators are asked, one after the other, what to refuse
     * @param content looks at what the codec has written; null for nobody
     */
    static <V> Values<V> of(
            String cacheName,
            ValueCodec codec,
            Undecodable undecodable,
            List<ValueValidator<?, ?>> validators,
            @Nullable ContentCheck content) {
        Encoding encoding = content == null ? codec::encode : (value, key) -> codec.encode(value, key, content);
        return new ValidatedValues<>(
                cacheName,
                codec,
                undecodable,
                encoding,
                validators.stream().map(ValidatedValues::ofAnything).toList());
    }

    @SuppressWarnings("unchecked") // a validator of other types throws, and that refuses the value
    private static ValueValidator<Object, Object> ofAnything(ValueValidator<?, ?> validator) {
        return (ValueValidator<Object, Object>) validator;
    }

    @Override
    byte[] encode(Object entryKey, V value, byte[] key) {
        requireDeclared(value);
        byte[] encoded = encoding.encode(value, key);
        for (ValueValidator<Object, Object> validator : validators) {
            ask(validator, entryKey, value);
        }
        return encoded;
    }

    /** Never: nobody could look at what the server makes of a number. */
    @Override
    boolean leavesNumbersAsTheyAre() {
        return false;
    }

    @SuppressWarnings("NullableOptional") // what an application returns may be anything
    private void ask(ValueValidator<Object, Object> validator, Object entryKey, V value) {
        @Nullable Optional<String> refusal;
        try {
            refusal = validator.validate(cacheName, entryKey, value);
        } catch (InvalidValueException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(validator, value, "it threw " + e.getClass().getName(), e);
        }
        if (refusal == null) {
            throw refused(validator, value, "it returned null", null);
        }
        if (refusal.isPresent()) {
            throw refused(validator, value, refusal.get(), null);
        }
    }

    private InvalidValueException refused(
            ValueValidator<?, ?> validator, V value, String why, @Nullable RuntimeException cause) {
        return new InvalidValueException(
                "cache '" + cacheName + "': a value of type " + value.getClass().getName() + " is refused by validator "
                        + validator.getClass().getName() + ": " + why
                        + "; correct the value, or setting 'jambry.caches."
                        + cacheName + ".validators'",
                cause);
    }
}
