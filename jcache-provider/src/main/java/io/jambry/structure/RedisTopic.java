// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.Subscriptions.Topic;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Messages for all who listen at the moment: a channel of the server. Who does not listen, or is not connected, misses them; a
 * {@linkplain RedisStream stream} keeps them.
 *
 * <p>Thread-safe.
 *
 * @param <M> the type of the messages
 */
public final class RedisTopic<M> {

    private final StructureLink link;
    private final byte[] channel;
    private final ElementForm<M> form;
    private final Running running;

    RedisTopic(StructureLink link, byte[] channel, ElementForm<M> form, Running running) {
        this.link = link;
        this.channel = channel;
        this.form = form;
        this.running = running;
    }

    /**
     * The name that it was asked for with.
     *
     * @return the name, without namespace and group
     */
    public String name() {
        return link.name();
    }

    /**
     * Sends a message to all who listen.
     *
     * @param message what to send
     * @return an operation: how many connections got it, in a cluster those of one node; {@code PUBLISH}
     */
    public Operation<Long> publish(M message) {
        return new Operation<>(
                link, link.link().commands().publish(channel, form.encode(requireNonNull(message, "message"))));
    }

    /**
     * Listens, in a thread of its own that is gone while nothing comes. When this returns, the server has confirmed: what is published
     * from now on is heard.
     *
     * @param listener hears the messages
     * @return the subscription, to be closed; it ends with the manager at the latest
     * @throws io.jambry.NotExecutedException if the server did not confirm within the time of a call
     * @throws IllegalStateException if the manager is closed
     */
    public TopicSubscription subscribe(TopicListener<? super M> listener) {
        return begin(listener, null);
    }

    /**
     * Listens in threads of the application.
     *
     * @param listener hears the messages
     * @param executor runs the listener, whenever messages have come
     * @return the subscription, to be closed; it ends with the manager at the latest
     * @throws io.jambry.NotExecutedException if the server did not confirm within the time of a call
     * @throws IllegalStateException if the manager is closed
     */
    public TopicSubscription subscribe(TopicListener<? super M> listener, Executor executor) {
        return begin(listener, requireNonNull(executor, "executor"));
    }

    private TopicSubscription begin(TopicListener<? super M> listener, @Nullable Executor executor) {
        return TopicSubscription.begin(
                link,
                Topic.channel(new String(channel, StandardCharsets.UTF_8)),
                new Hearing<>(any -> link.name(), any -> form, requireNonNull(listener, "listener")),
                executor,
                running);
    }

    /** Which topic. */
    @Override
    public String toString() {
        return link.kind() + " '" + link.name() + "'";
    }
}
