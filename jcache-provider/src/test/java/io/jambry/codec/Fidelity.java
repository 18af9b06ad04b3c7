// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.Codec;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** What becomes of a value between writing and reading. */
enum Fidelity {
    SAME("same"),
    REFUSED_WHEN_WRITTEN("refused when written"),
    REFUSED_WHEN_READ("refused when read"),
    /** What must never be. */
    WRONG("WRONG");

    private final String words;

    Fidelity(String words) {
        this.words = words;
    }

    static Fidelity of(Codec codec, Kind kind) {
        byte[] bytes;
        try {
            bytes = codec.encode(kind.value());
        } catch (IOException e) {
            return REFUSED_WHEN_WRITTEN;
        }
        try {
            return kind.isRestored(codec.decode(bytes, 0, bytes.length)) ? SAME : WRONG;
        } catch (IOException e) {
            return REFUSED_WHEN_READ;
        }
    }

    /** In caches that declare Object and in those that declare the class, as a cell of a table. */
    static String cell(List<Fidelity> objectAndDeclared) {
        return cell(objectAndDeclared, fidelity -> fidelity.words);
    }

    static <T> String cell(List<T> objectAndDeclared, Function<T, String> words) {
        String one = words.apply(objectAndDeclared.get(0));
        String other = words.apply(objectAndDeclared.get(1));
        return one.equals(other) ? one : one + "; declared: " + other;
    }
}
