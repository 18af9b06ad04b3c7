// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/**
 * The names of a cache's channels: {@code <namespace>:<cache>:changes}, where changes are told, and
 * {@code <namespace>:<cache>:answers:<member>}, where a member hears that listeners have been through its own.
 */
record Channels(String namespace, String cacheName) {

    String changes() {
        return prefix() + "changes";
    }

    String answers(String member) {
        return prefix() + "answers:" + member;
    }

    private String prefix() {
        return RedisKeys.name(namespace) + ":" + RedisKeys.name(cacheName) + ":";
    }
}
