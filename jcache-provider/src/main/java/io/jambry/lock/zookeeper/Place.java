// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

/**
 * What can be held.
 *
 * @param side for what
 * @param name which lock
 * @param path the node below which those who hold it and who wait have theirs
 */
record Place(Side side, String name, String path) {

    enum Side {
        ALONE("lock"),
        READER("read lock"),
        WRITER("write lock");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    /** The same lock for something else. */
    Place as(Side other) {
        return new Place(other, name, path);
    }

    @Override
    public String toString() {
        return side.words + " '" + name + "'";
    }
}
