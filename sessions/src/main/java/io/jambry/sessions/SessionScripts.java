// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts of the session layout. Each may be sent twice: whoever gets no answer asks again and gets the same. */
final class SessionScripts {

    static final Script<Reply> LOAD = packed("load");
    static final Script<Reply> CREATE = script("create");
    static final Script<Reply> COMMIT = packed("commit");
    static final Script<Reply> RETIRE = script("retire");
    static final Script<Reply> END = script("end");
    static final Script<Reply> EXPEL = script("expel");
    static final Script<Reply> CLAIM = script("claim");
    static final Script<Reply> HOLD = script("hold");
    static final Script<Reply> DUE = script("due");
    static final Script<Reply> OVERDUE = script("overdue");
    static final Script<Reply> SETTLE = script("settle");
    static final Script<Reply> NOTE = script("note");
    static final Script<Reply> USER = script("user");

    private SessionScripts() {}

    private static Script<Reply> script(String name) {
        return script(name, ScriptResult.list(ScriptResult.bytes()).map(Reply::new));
    }

    private static Script<Reply> packed(String name) {
        return script(name, ScriptResult.bytes().map(Packing::parts).map(Reply::new));
    }

    private static Script<Reply> script(String name, ScriptResult<Reply> result) {
        return Script.of("session " + name, 1, text(name + ".lua"), result).repeatable();
    }

    private static String text(String file) {
        try (InputStream in = SessionScripts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar of jambry-sessions is incomplete: " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
