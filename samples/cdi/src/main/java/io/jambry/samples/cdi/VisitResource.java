// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** What a reader looked for, in a session. */
@Path("visit/{isbn}")
@Produces("text/plain")
@RequestScoped
public class VisitResource {

    @Inject
    Visit visit;

    @POST
    public String lookFor(@PathParam("isbn") long isbn) {
        return visit.lookFor(isbn);
    }
}
