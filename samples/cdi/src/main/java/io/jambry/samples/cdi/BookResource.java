// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import io.jambry.cdi.CacheName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import javax.cache.Cache;

/** A book: its title, its price, and what the cache has about it without asking the shelf. */
@Path("books/{isbn}")
@Produces("text/plain")
@RequestScoped
public class BookResource {

    @Inject
    Shelf shelf;

    @Inject
    Prices prices;

    @Inject
    @CacheName("titles")
    Cache<Long, String> titles;

    @GET
    @Path("title")
    public String title(@PathParam("isbn") long isbn) {
        return shelf.title(isbn);
    }

    @PUT
    @Path("title")
    public void rename(@PathParam("isbn") long isbn, String title) {
        shelf.rename(isbn, title);
    }

    @DELETE
    @Path("title")
    public void forget(@PathParam("isbn") long isbn) {
        shelf.forget(isbn);
    }

    @GET
    @Path("kept-title")
    public String keptTitle(@PathParam("isbn") long isbn) {
        String kept = titles.get(isbn);
        if (kept == null) {
            throw new NotFoundException();
        }
        return kept;
    }

    @GET
    @Path("price")
    public String price(@PathParam("isbn") long isbn) {
        return prices.price(isbn).shown();
    }

    @POST
    @Path("price/raise")
    public void raise(@PathParam("isbn") long isbn) {
        prices.raise(isbn);
    }
}
