// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an entry is added to a stream. Immutable. */
public final class AddOptions {

    private final @Nullable StreamId id;
    private final @Nullable StreamTrim trim;
    private final boolean makesStream;

    private AddOptions(@Nullable StreamId id, @Nullable StreamTrim trim, boolean makesStream) {
        this.id = id;
        this.trim = trim;
        this.makesStream = makesStream;
    }

    /**
     * With an id that the server finds, to a stream that is made if need be.
     *
     * @return the options
     */
    public static AddOptions plain() {
        return new AddOptions(null, null, /* makesStream= */ true);
    }

    /**
     * The same with an id of one's own.
     *
     * @param id greater than that of each entry before; the server refuses others
     * @return the options
     */
    public AddOptions withId(StreamId id) {
        return new AddOptions(requireNonNull(id, "id"), trim, makesStream);
    }

    /**
     * The same, trimming the stream.
     *
     * @param trim what stays, the new entry counted
     * @return the options
     */
    public AddOptions trimming(StreamTrim trim) {
        return new AddOptions(id, requireNonNull(trim, "trim"), makesStream);
    }

    /**
     * The same, but only to a stream that is there.
     *
     * @return the options: {@code NOMKSTREAM}
     */
    public AddOptions ifStreamExists() {
        return new AddOptions(id, trim, /* makesStream= */ false);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (!makesStream) {
            words.add("NOMKSTREAM");
        }
        if (trim != null) {
            words.addAll(trim.words());
        }
        words.add(id == null ? "*" : id.toString());
        return words;
    }
}
