// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import org.apache.catalina.Context;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.tomcat.RedissonSessionManager;

/** A node whose sessions redisson-tomcat keeps, as it does by itself: attributes are read from the server. */
public class RedissonNode extends WebNode {

    @Override
    final void install(Context context) {
        RedissonSessionManager manager = new RedissonSessionManager() {
            @Override
            protected RedissonClient buildClient() {
                Config config = new Config();
                config.useSingleServer().setAddress("redis://" + Server.addressGiven());
                return Redisson.create(config);
            }
        };
        manager.setReadMode(readMode());
        context.setManager(manager);
    }

    String readMode() {
        return "REDIS";
    }
}
