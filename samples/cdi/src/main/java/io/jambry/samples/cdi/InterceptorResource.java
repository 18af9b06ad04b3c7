// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheResult;

/** Who intercepts {@link CacheResult} on this server, one class a line: it should be Jambry alone. */
@Path("interceptors")
@Produces("text/plain")
@RequestScoped
public class InterceptorResource {

    @Inject
    BeanManager beans;

    @GET
    public String interceptors() throws NoSuchMethodException {
        CacheResult annotation = Shelf.class.getMethod("title", long.class).getAnnotation(CacheResult.class);
        return beans.resolveInterceptors(InterceptionType.AROUND_INVOKE, annotation).stream()
                .map(interceptor -> interceptor.getBeanClass().getName())
                .collect(Collectors.joining("\n"));
    }
}
