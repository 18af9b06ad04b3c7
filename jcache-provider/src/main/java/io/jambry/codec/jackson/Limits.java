// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.spi.CodecContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;

/** How large the parts of a value may be: what can be written can be read. */
final class Limits {

    /** Objects, arrays and maps within each other; each costs stack, of which a thread may have 512 KiB. */
    static final int DEPTH = 500;

    /** Digits of a number; reading more takes time that grows with their square. */
    static final int DIGITS = 1000;

    private Limits() {}

    static StreamReadConstraints reading(CodecContext context) {
        return StreamReadConstraints.builder()
                .maxDocumentLength(context.maxBytes())
                .maxStringLength(context.maxBytes())
                .maxNameLength(context.maxBytes())
                .maxNumberLength(DIGITS)
                .maxNestingDepth(DEPTH)
                .build();
    }

    static StreamWriteConstraints writing() {
        return StreamWriteConstraints.builder().maxNestingDepth(DEPTH).build();
    }
}
