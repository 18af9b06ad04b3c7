// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.Subscriptions.Topic;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All topics whose names fit a pattern, to listen to. In a pattern {@code *} stands for any characters, also none; all others stand for
 * themselves. A message is read as the settings say for the name of its topic.
 *
 * <p>A server that limits the channels of its users must allow exactly this pattern: {@code <namespace>:{<pattern>}}, and in a group
 * {@code <namespace>:{<group>}:<pattern>}.
 *
 * <p>Thread-safe.
 *
 * @param <M> the type of the messages of all these topics
 */
public final class TopicPattern<M> {

    private final StructureLink link;
    private final StructureKeys keys;
    private final StructureForms forms;
    private final Class<M> type;
    private final Running running;

    TopicPattern(StructureLink link, StructureKeys keys, StructureForms forms, Class<M> type, Running running) {
        this.link = link;
        this.keys = keys;
        this.forms = forms;
        this.type = type;
        this.running = running;
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
        ChannelForms<M> known = new ChannelForms<>(keys, forms, type);
        return TopicSubscription.begin(
                link,
                Topic.pattern(keys.pattern(link.name())),
                new Hearing<>(keys::name, known::of, requireNonNull(listener, "listener")),
                executor,
                running);
    }

    /** Which pattern. */
    @Override
    public String toString() {
        return link.kind() + " '" + link.name() + "'";
    }
}
