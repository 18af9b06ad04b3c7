// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import redis.clients.jedis.CommandObject;

/** What the scripts that tell a change have to know besides the entry: they are given what tell-change.lua and its like are given. */
interface Beside {

    /** As tell-change.lua, with all of its arguments. */
    CommandObject<Object> change(byte[]... plain);

    /** As tell-add.lua. */
    CommandObject<Object> add(byte[]... plain);

    /** As tell-commit.lua. */
    CommandObject<Object> commit(byte[]... plain);
}
