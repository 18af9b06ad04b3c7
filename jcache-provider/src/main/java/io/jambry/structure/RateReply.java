// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/**
 * What a reply of the script of a limit means.
 *
 * @param decision what it decides
 * @param moment when, in microseconds of the server's clock
 */
record RateReply(RateDecision decision, long moment) {}
