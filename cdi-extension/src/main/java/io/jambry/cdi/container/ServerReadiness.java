// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Ready is an application whose caches can be reached: asks the server, in one round trip. The only class that names MicroProfile Health. */
@Readiness
@ApplicationScoped
class ServerReadiness implements HealthCheck {

    private static final String NAME = "jambry";

    @Inject
    @Nullable
    CachedBeans beans;

    @Override
    public HealthCheckResponse call() {
        if (beans == null) {
            throw new IllegalStateException("the container has injected nothing");
        }
        try {
            int caches = beans.caches().manager().registeredCacheNames().size();
            return new HealthCheckResponse(NAME, Status.UP, Optional.of(Map.of("caches", (long) caches)));
        } catch (RuntimeException failed) {
            return new HealthCheckResponse(
                    NAME,
                    Status.DOWN,
                    Optional.of(Map.of("failure", failed.getClass().getName())));
        }
    }
}
