// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.JambryException;
import io.jambry.structure.Batch;
import io.jambry.structure.Operation;
import io.jambry.structure.Pending;
import io.jambry.structure.Script;
import io.jambry.structure.Structures;
import java.util.List;

/** Asks the server, and counts what it does not answer. Thread-safe. */
record SessionCalls(Structures structures, Counting counting) {

    Batch batch() {
        return structures.batch();
    }

    <T> Operation<T> run(Script<T> script, String name, Object... arguments) {
        return structures.run(script, List.of(name), arguments);
    }

    Reply call(Script<Reply> script, String name, Object... arguments) {
        return called(run(script, name, arguments));
    }

    <T> T called(Operation<T> operation) {
        try {
            return operation.call();
        } catch (JambryException e) {
            counting.failed(e);
            throw e;
        }
    }

    <T> T answered(Pending<T> pending) {
        try {
            return pending.get();
        } catch (JambryException e) {
            counting.failed(e);
            throw e;
        }
    }
}
