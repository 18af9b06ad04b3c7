// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

/** What listeners of a shared cache are told: a change, or that changes may be missing. */
sealed interface News<K, V> permits ToldChange, News.Gap {

    /**
     * Changes may be missing here.
     *
     * @param reason what happened, for people
     */
    record Gap<K, V>(String reason) implements News<K, V> {}
}
