// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Counts the words of a text from two JVMs. {@link io.jambry.samples.quickstart.Quickstart} starts the server and two
 * {@link io.jambry.samples.quickstart.CountingWorker}s, and checks what they did; {@code Caches}, {@code AddOne},
 * {@code SyllableLoader} and {@code ChangeCounter} are the parts that an application would have, too.
 */
@NullMarked
package io.jambry.samples.quickstart;

import org.jspecify.annotations.NullMarked;
