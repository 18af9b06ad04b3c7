// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The scripts of the session layout. Each may be sent twice: whoever gets no answer asks again and gets the same. */
final class SessionScripts {

    static final Script<List<byte[]>> LOAD = script("load");
    static final Script<List<byte[]>> CREATE = script("create");
    static final Script<String> COMMIT = script("commit", ScriptResult.text());
    static final Script<List<byte[]>> RETIRE = script("retire");
    static final Script<List<byte[]>> END = script("end");
    static final Script<List<byte[]>> EXPEL = script("expel");
    static final Script<List<byte[]>> CLAIM = script("claim");
    static final Script<List<byte[]>> HOLD = script("hold");
    static final Script<List<byte[]>> DUE = script("due");
    static final Script<List<byte[]>> OVERDUE = script("overdue");
    static final Script<List<byte[]>> SETTLE = script("settle");
    static final Script<List<byte[]>> NOTE = script("note");
    static final Script<List<byte[]>> USER = script("user");

    private SessionScripts() {}

    private static Script<List<byte[]>> script(String name) {
        return script(name, ScriptResult.list(ScriptResult.bytes()));
    }

    private static <T> Script<T> script(String name, ScriptResult<T> result) {
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
