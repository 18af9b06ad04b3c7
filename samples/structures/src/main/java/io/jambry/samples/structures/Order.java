// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.structures;

import java.io.Serializable;

/**
 * What somebody wants.
 *
 * @param customer who
 * @param article what
 * @param pieces how much of it
 */
record Order(String customer, String article, int pieces) implements Serializable {}
