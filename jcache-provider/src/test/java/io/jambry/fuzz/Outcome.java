// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Results and failures as text that can be compared. */
final class Outcome {

    private Outcome() {}

    static String of(Callable<?> work) {
        try {
            return String.valueOf(work.call());
        } catch (Exception e) {
            return "!" + describe(e);
        }
    }

    /** Names the failure by the classes that an application can know, down to the one the script threw. */
    static String describe(Throwable failure) {
        String name = publicClass(failure.getClass()).getSimpleName();
        if (isScripted(failure)) {
            return name + "(" + message(failure) + ")";
        }
        Throwable cause = failure.getCause();
        return cause == null || !leadsToScript(cause) ? name : name + "<" + describe(cause);
    }

    private static boolean leadsToScript(@Nullable Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (isScripted(next)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isScripted(Throwable failure) {
        // an exception made around another one repeats its message behind its class name
        return message(failure).startsWith(ScriptedFailure.PREFIX);
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Class<?> publicClass(Class<?> type) {
        Class<?> known = type;
        while (!known.getName().startsWith("javax.cache.")
                && !known.getName().startsWith("java.")
                && known != ScriptedFailure.class) {
            known = known.getSuperclass();
        }
        return known;
    }
}
