// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.charset.StandardCharsets;

/** Forms of elements for links without a manager: text as it is. Thread-safe. */
final class PlainForms implements StructureForms {

    @Override
    public <E> ElementForm<E> compared(String structure, Class<E> type) {
        return text(type);
    }

    @Override
    public <E> ElementForm<E> valued(String structure, byte[] key, Class<E> type) {
        return text(type);
    }

    private static <E> ElementForm<E> text(Class<E> type) {
        return new ElementForm<>() {
            @Override
            public byte[] encode(E element) {
                return element.toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public E decode(byte[] bytes) {
                return type.cast(new String(bytes, StandardCharsets.UTF_8));
            }
        };
    }
}
