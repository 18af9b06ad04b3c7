// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that carries out operations on one entry, as a process sees it. */
@FunctionalInterface
interface Client {

    @Nullable
    String call(Verb verb, List<String> arguments);

    default @Nullable String call(Verb verb, String... arguments) {
        return call(verb, List.of(arguments));
    }
}
