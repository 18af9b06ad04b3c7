// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The wire: connections to the server, the scripts it runs, deadlines, and what became of a command. Rooms that speak Redis
 * hand commands to {@link io.jambry.redis.RedisLink}; nobody else touches connections, pools or sockets. Knows no cache.
 */
@NullMarked
package io.jambry.redis;

import org.jspecify.annotations.NullMarked;
