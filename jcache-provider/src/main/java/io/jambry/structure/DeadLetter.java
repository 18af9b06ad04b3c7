// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.DecodingException;
import java.util.List;

/**
 * An entry that the consumers of a group gave up.
 *
 * @param <V> what an entry is
 */
public final class DeadLetter<V> {

    /** Names and contents that stand behind the fields of the entry, as the script writes them. */
    private static final int BEHIND = 6;

    private static final int ORIGIN = 5;
    private static final int DELIVERIES = 3;
    private static final int REASON = 1;

    private final StreamId id;
    private final StreamId entry;
    private final long deliveries;
    private final String reason;
    private final List<byte[]> fields;
    private final RedisStream<V> owner;

    private DeadLetter(StreamReplies.Raw raw, RedisStream<V> owner) {
        List<byte[]> all = raw.fields();
        this.id = raw.id();
        this.entry = StreamId.parse(Replies.text(all.get(all.size() - ORIGIN)));
        this.deliveries = Long.parseLong(Replies.text(all.get(all.size() - DELIVERIES)));
        this.reason = Replies.text(all.get(all.size() - REASON));
        this.fields = all.subList(0, all.size() - BEHIND);
        this.owner = owner;
    }

    static <V> DeadLetter<V> of(StreamReplies.Raw raw, RedisStream<V> owner) {
        try {
            return new DeadLetter<>(raw, owner);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // its message may hold what is there
            throw new DecodingException("the dead letters of " + owner
                    + " have an entry that no consumer put there; remove it, or delete them");
        }
    }

    /**
     * Names the letter.
     *
     * @return its id among the dead letters, which tells when it became one
     */
    public StreamId id() {
        return id;
    }

    /**
     * Names the entry.
     *
     * @return its id in its stream
     */
    public StreamId entry() {
        return entry;
    }

    /**
     * How often it was delivered.
     *
     * @return the number
     */
    public long deliveries() {
        return deliveries;
    }

    /**
     * Why it was given up.
     *
     * @return the name of the class of the last exception, or that nobody acknowledged it
     */
    public String reason() {
        return reason;
    }

    /**
     * What the entry is.
     *
     * @return its value
     * @throws DecodingException if it cannot be decoded, which may be why it is here; also if it has more than 3000 fields, and is to
     *     be read from its stream
     */
    public V value() {
        if (fields.isEmpty()) {
            throw new DecodingException(owner
                    + ": a dead letter of more than 3000 fields has none of them; read the entry from the stream");
        }
        return owner.decode(fields);
    }

    /** Which letter, and why, without its content. */
    @Override
    public String toString() {
        return "dead letter " + id + " of " + owner + ", delivered " + deliveries + " times, " + reason;
    }
}
