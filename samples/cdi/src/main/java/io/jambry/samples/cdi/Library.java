// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The application: what it answers lies under {@code library}. */
@ApplicationPath("library")
public class Library extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(BookResource.class, VisitResource.class, InterceptorResource.class);
    }
}
