// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.ServerException;
import io.jambry.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * The libraries of functions on the servers, from Redis 7.0 on, and Valkey. In a cluster each primary has its own, so libraries are loaded into all of
 * them; a primary that joins later gets them when it is loaded again. Replicas get them from their primary. Thread-safe.
 */
public final class RedisFunctions {

    private static final String CODE = "library_code";

    private final RedisLink link;

    RedisFunctions(RedisLink link) {
        this.link = link;
    }

    /**
     * Tells whether the servers have functions at all. Asks one of them.
     *
     * @return false for Redis before 7.0
     */
    public boolean areSupported() {
        try {
            link.call(list("jambry_none"));
            return true;
        } catch (ServerException e) {
            if (String.valueOf(e.getMessage()).contains("unknown command")) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Brings a library to each primary that has not got it, or has a lower version of it. When it fails on the way, it may be called again.
     *
     * @param library the library
     * @return whether anything was changed: false if all had it, or a higher version
     * @throws IllegalStateException if a server has this version with another source, or a library of this name that has no version
     * @throws ServerException if a server has no functions, or does not accept the source; the message has its words
     */
    public boolean load(FunctionLibrary library) {
        requireNonNull(library, "library");
        boolean changed = false;
        for (RedisLink node : link.primaries()) {
            changed |= load(node, library);
        }
        return changed;
    }

    private static boolean load(RedisLink node, FunctionLibrary library) {
        StructureLink at = new StructureLink(node, StructureLink.FUNCTION, library.name());
        String there = code(at.call(list(library.name())));
        if (there != null && !isNewer(library, there)) {
            return false;
        }
        // two versions that come at the same time: what was there until now, if it is higher, goes back
        String mine = library.code();
        while (true) {
            String before = swap(at, library.name(), mine);
            if (before == null || version(library.name(), before) <= version(library.name(), mine)) {
                return true;
            }
            mine = before;
        }
    }

    private static boolean isNewer(FunctionLibrary library, String there) {
        int other = version(library.name(), there);
        if (other == library.version() && !there.equals(library.code())) {
            throw new IllegalStateException("function library '" + library.name() + "': the server has version " + other
                    + " with another source; raise the version with each change");
        }
        return library.version() > other;
    }

    private static int version(String library, String code) {
        return FunctionLibrary.versionOf(code)
                .orElseThrow(() -> new IllegalStateException("function library '" + library
                        + "': the server has one of this name without a version, which somebody else has loaded;"
                        + " delete it, or choose another name"));
    }

    /** Loads a library in place of any other of its name, and tells the code of that. */
    private static @Nullable String swap(StructureLink at, String name, String code) {
        CommandObject<String> load = at.link().commands().functionLoadReplace(code);
        List<Object> replies;
        try {
            replies = at.link().transaction(List.of(list(name), load));
        } catch (JambryException e) {
            throw at.named(e);
        }
        for (Object reply : replies) {
            if (reply instanceof JambryException e) {
                throw at.named(e);
            }
        }
        return code(replies.get(0));
    }

    /**
     * Removes a library from each primary that has it.
     *
     * @param name what the server calls it
     * @return whether any had it
     */
    public boolean delete(String name) {
        byte[] library = requireNonNull(name, "name").getBytes(StandardCharsets.UTF_8);
        boolean had = false;
        for (RedisLink node : link.primaries()) {
            StructureLink at = new StructureLink(node, StructureLink.FUNCTION, name);
            try {
                at.call(node.commands().functionDelete(library));
                had = true;
            } catch (ServerException e) {
                if (!String.valueOf(e.getMessage()).contains("Library not found")) {
                    throw e;
                }
            }
        }
        return had;
    }

    /**
     * Lists the libraries of a server; of any primary of a cluster, which all should have the same.
     *
     * @return an operation: {@code FUNCTION LIST}
     */
    public Operation<List<LoadedLibrary>> libraries() {
        return new Operation<>(
                new StructureLink(link, StructureLink.FUNCTION, "*"),
                Replies.map(list("*"), RedisFunctions::libraries));
    }

    private static CommandObject<Object> list(String pattern) {
        return RawReply.of(Command.FUNCTION, "LIST", "LIBRARYNAME", pattern, "WITHCODE");
    }

    /** The code of the first library of a list; null if there is none. */
    private static @Nullable String code(@Nullable Object reply) {
        List<?> libraries = RawReply.list(reply);
        return libraries.isEmpty()
                ? null
                : RawReply.text(RawReply.fields(libraries.get(0)).get(CODE));
    }

    private static List<LoadedLibrary> libraries(@Nullable Object reply) {
        List<LoadedLibrary> libraries = new ArrayList<>();
        for (Object one : RawReply.list(reply)) {
            Map<String, @Nullable Object> fields = RawReply.fields(one);
            SortedSet<String> functions = new TreeSet<>();
            for (Object function : RawReply.list(fields.get("functions"))) {
                functions.add(RawReply.text(RawReply.fields(function).get("name")));
            }
            OptionalInt version = FunctionLibrary.versionOf(RawReply.text(fields.get(CODE)));
            libraries.add(new LoadedLibrary(RawReply.text(fields.get("library_name")), version, functions));
        }
        return libraries;
    }
}
