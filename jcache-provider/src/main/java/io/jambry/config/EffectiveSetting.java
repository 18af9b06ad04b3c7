// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

/**
 * A value that holds, and where it came from.
 *
 * @param key the full key without {@code jambry.}, such as {@code timeout} or {@code caches.books.ttl}
 * @param value the value in text, secrets masked; empty when there is none
 * @param source such as {@code system property jambry.url}, {@code file jambry.properties:3} or {@code default}
 */
public record EffectiveSetting(String key, String value, String source) {}
