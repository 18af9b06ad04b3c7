// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.migration;

import java.io.Serializable;

/** What is in the cache. */
public record Order(String customer, int pieces) implements Serializable {}
