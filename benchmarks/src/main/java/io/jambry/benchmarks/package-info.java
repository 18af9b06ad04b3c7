// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What Jambry costs beside a raw client and other providers, measured in one run. {@link io.jambry.benchmarks.Compare} runs
 * everything and writes a table of targets and verdicts; the other classes are its columns. Uses the public API only.
 */
@NullMarked
package io.jambry.benchmarks;

import org.jspecify.annotations.NullMarked;
