// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What clients saw, judged: the operations of concurrent clients are recorded with their times, and a checker says whether
 * one order explains all answers.
 *
 * <p>Recording ({@link io.jambry.history.HistoryRecorder}), driving a cache ({@link io.jambry.history.CacheWorkload}, in
 * another JVM {@link io.jambry.history.WorkloadProcess}) and judging
 * ({@link io.jambry.history.LinearizabilityChecker}) know each other by {@link io.jambry.history.History} alone.
 */
@NullMarked
package io.jambry.history;

import org.jspecify.annotations.NullMarked;
