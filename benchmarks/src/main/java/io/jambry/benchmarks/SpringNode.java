// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * A node whose sessions Spring Session keeps: its filter over Lettuce, made as its {@code @EnableRedisHttpSession} makes it.
 * That is the repository without an index of users and without events, the quicker of its two.
 */
public final class SpringNode extends WebNode {

    private final LettuceConnectionFactory connections = new LettuceConnectionFactory(
            Server.HOST, Integer.parseInt(Server.addressGiven().substring(Server.HOST.length() + 1)));

    @Override
    void install(Context context) {
        connections.afterPropertiesSet();
        connections.start();
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        template.setKeySerializer(RedisSerializer.string());
        template.setHashKeySerializer(RedisSerializer.string());
        template.setConnectionFactory(connections);
        template.afterPropertiesSet();
        RedisSessionRepository repository = new RedisSessionRepository(template);
        repository.setDefaultMaxInactiveInterval(Duration.ofMinutes(MAX_INACTIVE_MINUTES));
        FilterDef filter = new FilterDef();
        filter.setFilterName("springSessionRepositoryFilter");
        filter.setFilter(new SessionRepositoryFilter<>(repository));
        filter.setFilterClass(SessionRepositoryFilter.class.getName());
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap everything = new FilterMap();
        everything.setFilterName(filter.getFilterName());
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
    }

    @Override
    public void close() throws LifecycleException {
        super.close();
        connections.destroy();
    }
}
