// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/**
 * Hears the messages of a topic. Called by one thread at a time, which may take its time: up to 10 000 messages wait for it.
 *
 * @param <M> the type of the messages
 */
@FunctionalInterface
public interface TopicListener<M> {

    /**
     * A message. Those of one publisher come in the order in which they were published.
     *
     * @param topic the name of the topic it came on
     * @param message what was published
     */
    void message(String topic, M message);

    /**
     * Messages may be missing between the last one and the next: the connection was lost and is made anew, or more messages came than
     * wait.
     *
     * @param reason what happened, for people
     */
    default void missed(String reason) {
        // who does not need each message need not know
    }
}
