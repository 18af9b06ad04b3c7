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
         * The same for who listens to many channels by a pattern.
         *
         * @param channel the name of the channel it came on
         * @param message its bytes
         */
        default void message(String channel, byte[] message) {
            message(message);
        }

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

    /**
     * What one listens to.
     *
     * @param kind how its text is to be understood
     * @param text the name of a channel, or a pattern
     */
    record Topic(Kind kind, String text) {

        /** How a text is to be understood. */
        public enum Kind {
            /** As the name of one channel. */
            CHANNEL,
            /** As a pattern, as the server understands it, of the names of channels. */
            PATTERN
        }

        /**
         * One channel.
         *
         * @param name its name
         * @return the topic
         */
        public static Topic channel(String name) {
            return new Topic(Kind.CHANNEL, name);
        }

        /**
         * All channels whose names fit.
         *
         * @param pattern as the server understands it
         * @return the topic
         */
        public static Topic pattern(String pattern) {
            return new Topic(Kind.PATTERN, pattern);
        }
    }

    /**
     * Listens beside others, who may listen to the same. When this returns, the server has confirmed: what is published from now
     * on is heard. Not to be called by a subscriber.
     *
     * @param topic what to listen to
     * @param subscriber hears the messages
     * @throws io.jambry.NotExecutedException if the server did not confirm within the deadline of a call
     */
    void listen(Topic topic, Subscriber subscriber);

    /**
     * Ends what {@link #listen} began. The message that is being handed over is the last one.
     *
     * @param topic what was listened to
     * @param subscriber who did
     */
    void leave(Topic topic, Subscriber subscriber);
}
