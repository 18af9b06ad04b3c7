// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.CommandKeys;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * One command on a structure as a value: nothing is sent before it is called, sent, or executed with a {@link Batch}. It may be used
 * more than once, and does the same again each time.
 *
 * <p>Immutable. Arguments are encoded when the operation is made.
 *
 * @param <T> the type of its result
 */
public final class Operation<T extends @Nullable Object> {

    private final StructureLink link;
    private final CommandObject<T> command;

    /** Refuses keys that a cluster does not keep together, so that nothing is sent that cannot be carried out. */
    Operation(StructureLink link, CommandObject<T> command) {
        if (link.link().isCluster() && !CommandKeys.areTogether(command)) {
            throw new IllegalArgumentException(link.kind() + " '" + link.name() + "': " + CommandKeys.name(command)
                    + " is over keys of several slots of the cluster; make its structures from one group");
        }
        this.link = link;
        this.command = command;
    }

    /**
     * Carries it out, and waits for the result.
     *
     * @return the result
     * @throws io.jambry.NotExecutedException if it was not executed, and may be repeated
     * @throws io.jambry.OutcomeUnknownException if nobody knows whether it was executed
     * @throws io.jambry.ServerException if the server refused it, such as for a structure of another kind
     * @throws io.jambry.DecodingException if something else than elements of this structure is there
     */
    public T call() {
        return link.call(command);
    }

    /**
     * Carries it out while the caller goes on.
     *
     * @return the result, or what {@link #call} would throw; dependent stages run in a thread of the connection
     */
    public CompletionStage<T> send() {
        return link.send(command);
    }

    CommandObject<T> command() {
        return command;
    }

    /** What the server's words about it mean. */
    StructureLink link() {
        return link;
    }
}
