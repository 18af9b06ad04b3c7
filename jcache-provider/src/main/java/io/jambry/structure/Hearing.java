// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.function.Function;

/**
 * What a listener hears of a channel: messages as what they mean.
 *
 * @param names from the channel to the name of the topic
 * @param forms from the channel to how its messages are written
 * @param listener hears them
 * @param <M> the type of the messages
 */
record Hearing<M>(
        Function<String, String> names, Function<String, ElementForm<M>> forms, TopicListener<? super M> listener) {

    void message(String channel, byte[] message) {
        M meant = forms.apply(channel).decode(message);
        listener.message(names.apply(channel), meant);
    }

    void missed(String reason) {
        listener.missed(reason);
    }
}
