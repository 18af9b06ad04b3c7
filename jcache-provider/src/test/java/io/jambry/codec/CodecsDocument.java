// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.codec.ShapeChanges.Change;
import io.jambry.codec.ShapeChanges.Outcome;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code docs/codecs.md}: what every codec does with every kind of value, and with values whose class changed. */
final class CodecsDocument {

    private static final String BEGINNING = """
            <!-- Written by CodecsDocumentTest in jcache-provider/src/test with -Dcodecs.write=true. Do not edit. -->
            # Codecs

            What becomes of a value, for each codec that setting `codec` names. What a codec would not restore as it was, it refuses
            when the value is put: nothing comes back as something else.

            - *same*: the same class and content comes back, with the classes of everything in it. Two things are not promised: that one
              object which occurs twice is one again, and the class of what a record or bean declares as `List`, `Set` or `Map`.
            - *refused when written*: `put` throws, and the message names the class and what to change. Nothing is stored.
            - *refused when read*: `get` throws, or misses if `undecodable` says so.
            - *declared*: what is different in a cache that declares exactly this class as the type of its values, rather than `Object`.

            Text, numbers, times, enums and `byte[]` alone never reach the codec of a cache: they are stored
            [readably](wire-format.md). Below, the codecs are given them all the same, because inside other values they meet them.
            What is refused because its class is not allowed can be allowed by setting `allow-classes`.

            ## Kinds of values
            """;

    private static final String CHANGES = """

            ## Classes that change

            A value was written, then its class changed, then it is read. *right*: every field that is still there has its value, and
            new ones have none. *refused*: `get` throws, or misses if `undecodable` says so. No codec gives a wrong value. *elements as
            written*: the list holds what was put into it, as JDK serialization does not know type arguments. Protocol Buffers have
            rules of their own: fields come and go by their numbers.

            """;

    private CodecsDocument() {}

    static String text() throws Exception {
        StringBuilder text = new StringBuilder(BEGINNING);
        String group = "";
        for (Kind kind : Kinds.all()) {
            if (!kind.group().equals(group)) {
                group = kind.group();
                text.append("\n### ").append(group).append("\n\n").append(head("value", EveryCodec.ALL));
            }
            text.append(row(
                    kind.name(),
                    EveryCodec.ALL.stream().map(codec -> cell(codec, kind)).toList()));
        }
        text.append(CHANGES);
        List<EveryCodec> codecs = EveryCodec.ALL.stream()
                .filter(codec -> !codec.name().equals("protobuf"))
                .toList();
        text.append(head("change", codecs));
        for (Change change : ShapeChanges.ALL) {
            StringBuilder row = new StringBuilder("| ").append(change.name());
            for (EveryCodec codec : codecs) {
                row.append(" | ").append(Fidelity.cell(ShapeChanges.outcomes(codec, change), Outcome::words));
            }
            text.append(row).append(" |\n");
        }
        return text.toString();
    }

    private static String cell(EveryCodec codec, Kind kind) {
        return Fidelity.cell(List.of(
                Fidelity.of(codec.of(Object.class, kind.allow()), kind),
                Fidelity.of(codec.of(kind.declared(), kind.allow()), kind)));
    }

    private static String head(String first, List<EveryCodec> codecs) {
        return row(first, codecs.stream().map(codec -> "`" + codec + "`").toList())
                + "|---".repeat(codecs.size() + 1)
                + "|\n";
    }

    private static String row(String first, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + first.replace("<", "&lt;") + " | ", " |\n"));
    }
}
