// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;

/** A call that a node did not answer; what its caller sees is inside. Stays within the wire. */
final class NodeFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What it says of the node, and what may be done about it. */
    enum Kind {
        /** No connection could be opened; another try may help, and takes nothing of the node's time. */
        UNREACHED,
        /** An attempt to connect has failed a moment ago, and the next one may not begin yet. */
        PAUSED,
        /** The node left, and that did no harm; another try may help. */
        LOST,
        /** The node did not answer in time, or nobody knows what it did; another try might do harm, or come too late. */
        SILENT,
        /** The node is left alone for now; another one may do. */
        LEFT_ALONE,
        /** The reason is on our side, or will not go away. */
        OURS
    }

    private final JambryException seen;
    private final Kind kind;

    private NodeFailure(JambryException seen, Kind kind) {
        super(seen.getMessage(), seen, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.seen = seen;
        this.kind = kind;
    }

    static NodeFailure unreached(NotExecutedException seen) {
        return new NodeFailure(seen, Kind.UNREACHED);
    }

    static NodeFailure paused(NotExecutedException seen) {
        return new NodeFailure(seen, Kind.PAUSED);
    }

    static NodeFailure lost(JambryException seen) {
        return new NodeFailure(seen, Kind.LOST);
    }

    static NodeFailure silent(JambryException seen) {
        return new NodeFailure(seen, Kind.SILENT);
    }

    static NodeFailure leftAlone(NotExecutedException seen) {
        return new NodeFailure(seen, Kind.LEFT_ALONE);
    }

    static NodeFailure ours(JambryException seen) {
        return new NodeFailure(seen, Kind.OURS);
    }

    JambryException seen() {
        return seen;
    }

    Kind kind() {
        return kind;
    }

    /** Tells whether the command may have run, and that matters. */
    boolean isOutcomeUnknown() {
        return seen instanceof OutcomeUnknownException;
    }

    /** Tells whether the node is to blame. */
    boolean isOfTheNode() {
        return kind == Kind.UNREACHED || kind == Kind.LOST || kind == Kind.SILENT;
    }
}
