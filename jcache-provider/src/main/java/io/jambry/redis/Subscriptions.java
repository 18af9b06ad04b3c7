// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

/**
 * The channels that this link listens to, over one connection of its own and with one thread that reads it: both come with the
 * first channel and go with the last.
 *
 * <p>A connection that is lost, silent for three heartbeats, or leads to a server that is no primary any more is replaced, with
 * growing pauses, as the router says; each {@link Subscriber} is then told that it may have missed messages. The server ends a
 * connection whose messages are not read fast enough ({@code client-output-buffer-limit pubsub}), so subscribers hand messages on
 * and return.
 *
 * <p>Thread-safe.
 */
public interface Subscriptions {

    /** Hears what comes on a channel. Called by one thread at a time, which reads for all channels of the link. */
    interface Subscriber {

        /**
         * A message, in the order in which it came.
         *
         * @param message its bytes
         */
        void message(byte[] message);

        /**
         * Messages may have been missed between the last one and the next.
         *
         * @param reason what happened, for people
         */
        void missed(String reason);
    }

    /**
     * Subscribes to a channel. When this returns, the server has confirmed: what is published from now on is heard. Not to be called
     * by a subscriber.
     *
     * @param channel the name, to which nobody is subscribed yet
     * @param subscriber hears the messages
     * @throws io.jambry.NotExecutedException if the server did not confirm within the deadline of a call
     */
    void subscribe(String channel, Subscriber subscriber);

    /**
     * Ends a subscription. The message that is being handed over is the last one.
     *
     * @param channel the name
     */
    void unsubscribe(String channel);
}
