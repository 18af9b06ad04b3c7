// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.util.EnumSet;
import java.util.Set;
import javax.cache.event.EventType;

/**
 * What the listeners of a cache want to hear.
 *
 * @param types the kinds of events
 * @param oldValues those of them for which somebody needs the old value
 */
public record Interest(Set<EventType> types, Set<EventType> oldValues) {

    /** Nobody listens. */
    public static final Interest NONE = new Interest(Set.of(), Set.of());

    /**
     * Tells whether nobody listens.
     *
     * @return true if there is no listener
     */
    public boolean none() {
        return types.isEmpty();
    }

    /**
     * Tells whether somebody listens.
     *
     * @param type the kind of event
     * @return true if there is a listener for it
     */
    public boolean in(EventType type) {
        return types.contains(type);
    }

    /**
     * Tells whether somebody needs the old value.
     *
     * @param type the kind of event
     * @return true if there is a listener for it that needs the old value
     */
    public boolean inOldValue(EventType type) {
        return oldValues.contains(type);
    }

    static Interest of(Iterable<? extends Registration<?, ?>> registrations) {
        EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
        EnumSet<EventType> oldValues = EnumSet.noneOf(EventType.class);
        for (Registration<?, ?> registration : registrations) {
            types.addAll(registration.types());
            if (registration.oldValueRequired()) {
                oldValues.addAll(registration.types());
            }
        }
        return types.isEmpty() ? NONE : new Interest(types, oldValues);
    }
}
