// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * JSON Schema by {@code com.networknt:json-schema-validator}, for what codec {@code json} writes. Called before a value is
 * stored. Reads schemas from files and the class path, and never fetches one.
 */
@NullMarked
package io.jambry.codec.schema;

import org.jspecify.annotations.NullMarked;
