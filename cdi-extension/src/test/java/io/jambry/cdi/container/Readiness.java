// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import java.util.concurrent.Callable;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Asks for the readiness of a container; loaded where MicroProfile Health is there. */
final class Readiness {

    private Readiness() {}

    static Callable<String> of(Container container) {
        HealthCheck check = container
                .itself()
                .select(HealthCheck.class, org.eclipse.microprofile.health.Readiness.Literal.INSTANCE)
                .get();
        return () -> {
            HealthCheckResponse response = check.call();
            return response.getName() + " " + response.getStatus() + " "
                    + response.getData().orElseThrow();
        };
    }

    static boolean isMissing(Container container) {
        return container
                .itself()
                .select(HealthCheck.class, org.eclipse.microprofile.health.Readiness.Literal.INSTANCE)
                .isUnsatisfied();
    }
}
