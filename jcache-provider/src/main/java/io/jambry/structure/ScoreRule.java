// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import redis.clients.jedis.params.ZAddParams;

/** Under which condition a score is written. */
public enum ScoreRule {
    /** Only for elements that are not there yet: {@code NX}. */
    IF_ABSENT,
    /** Only for elements that are there: {@code XX}. */
    IF_PRESENT,
    /** For elements that are not there yet, and where it is greater than the score that is there: {@code GT}. */
    IF_GREATER,
    /** For elements that are not there yet, and where it is less than the score that is there: {@code LT}. */
    IF_LESS,
    /** Only for elements that are there, and where it is greater: {@code XX GT}. */
    IF_PRESENT_AND_GREATER,
    /** Only for elements that are there, and where it is less: {@code XX LT}. */
    IF_PRESENT_AND_LESS;

    ZAddParams params() {
        ZAddParams params = new ZAddParams();
        return switch (this) {
            case IF_ABSENT -> params.nx();
            case IF_PRESENT -> params.xx();
            case IF_GREATER -> params.gt();
            case IF_LESS -> params.lt();
            case IF_PRESENT_AND_GREATER -> params.xx().gt();
            case IF_PRESENT_AND_LESS -> params.xx().lt();
        };
    }
}
