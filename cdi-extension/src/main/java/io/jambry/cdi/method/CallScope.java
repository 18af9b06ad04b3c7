// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.CacheMode;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The scope in which a method was called, for what is done about the call later, or by other threads.
 *
 * @param mode null outside of any scope
 */
record CallScope(@Nullable CacheMode mode) {

    static CallScope current() {
        return new CallScope(CacheMode.ofScope().orElse(null));
    }

    <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
        return mode == null ? work.call() : mode.during(work);
    }

    void run(Runnable work) {
        try {
            call(Executors.callable(work));
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new IllegalStateException("a runnable threw a checked exception", impossible);
        }
    }
}
