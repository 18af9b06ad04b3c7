// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.CacheSettings.Undecodable;
import io.jambry.codec.ContentCheck;
import io.jambry.codec.ValueCodec;
import io.jambry.spi.ValueValidator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who decides whether a value may be stored, besides its type and its size.
 *
 * @param validators are asked one after the other
 * @param content looks at what the codec has written; null for nobody
 */
public record Validation(
        List<ValueValidator<?, ?>> validators, @Nullable ContentCheck content) {

    /** Nobody. */
    public static final Validation NONE = new Validation(List.of(), null);

    /** The validators are copied. */
    public Validation {
        validators = List.copyOf(validators);
    }

    <V> Values<V> values(String cacheName, ValueCodec codec, Undecodable undecodable) {
        return validators.isEmpty() && content == null
                ? new Values<>(codec, undecodable)
                : ValidatedValues.of(cacheName, codec, undecodable, validators, content);
    }
}
