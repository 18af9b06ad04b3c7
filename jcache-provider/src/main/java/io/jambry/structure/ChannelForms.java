// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The forms of the messages of many channels, which have the settings of their names. So many are kept. Thread-safe.
 *
 * @param <M> the type of the messages
 */
final class ChannelForms<M> {

    private static final int MOST = 1000;

    private final StructureKeys keys;
    private final StructureForms forms;
    private final Class<M> type;
    private final ConcurrentMap<String, ElementForm<M>> known = new ConcurrentHashMap<>();

    ChannelForms(StructureKeys keys, StructureForms forms, Class<M> type) {
        this.keys = keys;
        this.forms = forms;
        this.type = type;
    }

    ElementForm<M> of(String channel) {
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(
                channel, any -> forms.valued(keys.name(channel), channel.getBytes(StandardCharsets.UTF_8), type));
    }
}
