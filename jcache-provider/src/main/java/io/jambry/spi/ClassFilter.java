// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.io.IOException;

/** Which classes the values of one cache may hold. Thread-safe. */
public interface ClassFilter {

    /**
     * Lets an allowed class pass. To be asked before anything of the class runs, when writing and when reading.
     *
     * @param type any class; of an array, the type of its elements counts
     * @throws IOException if it is another one; the message names the class, where it comes from and the setting
     */
    void require(Class<?> type) throws IOException;
}
