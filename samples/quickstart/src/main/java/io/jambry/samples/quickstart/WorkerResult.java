// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.io.Serializable;

/**
 * What one worker did and saw.
 *
 * @param words how many words it counted
 * @param created how many entries its listener, if it has one, saw created
 * @param updated how many entries its listener, if it has one, saw updated
 * @param hits how many of its reads the cache answered
 * @param loads how many of its reads went to the loader
 * @param wrongReads how many reads gave something else than the plain computation
 * @param invoke how long {@code invoke} took
 * @param get how long {@code get} took
 */
record WorkerResult(
        long words,
        long created,
        long updated,
        long hits,
        long loads,
        long wrongReads,
        Latencies.Summary invoke,
        Latencies.Summary get)
        implements Serializable {}
