// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.SchemaException;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds schemas in files and on the class path; those of json-schema.org are in the library. Fetches nothing. Thread-safe. */
final class LocalSchemas extends SchemaLoader {

    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";

    private final ClassLoader loader;

    LocalSchemas(ClassLoader loader) {
        super(List.of(), List.of());
        this.loader = loader;
    }

    /** The form of a location that references are resolved against. */
    static String iri(String location) {
        if (location.startsWith(CLASSPATH)) {
            return CLASSPATH + "/" + name(location);
        }
        URI uri = URI.create(location);
        Path path = uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
        return path.toAbsolutePath().toUri().toString();
    }

    @Override
    public InputStreamSource getSchemaResource(AbsoluteIri iri) {
        AbsoluteIri standard = resolveMetaSchemaId(iri);
        if (standard != null) {
            return getClasspathResource(standard);
        }
        String location = iri.toString();
        if (location.startsWith(CLASSPATH)) {
            return resource(location);
        }
        if (location.startsWith(FILE)) {
            return file(location);
        }
        throw new SchemaException("it refers to '" + location
                + "', and nothing is fetched for a schema: refer to file:..., classpath:... or what stands beside it");
    }

    private InputStreamSource resource(String location) {
        URL url = loader.getResource(name(location));
        if (url == null) {
            throw new SchemaException(
                    "there is no '" + name(location) + "' on the class path of the manager's class loader");
        }
        return () -> {
            URLConnection connection = url.openConnection();
            // a cached jar would stay open and could not be replaced at redeploy
            connection.setUseCaches(false);
            return connection.getInputStream();
        };
    }

    private static InputStreamSource file(String location) {
        Path path = Path.of(URI.create(location));
        if (!Files.isRegularFile(path)) {
            throw new SchemaException("there is no file " + path);
        }
        return () -> Files.newInputStream(path);
    }

    private static String name(String location) {
        return location.substring(CLASSPATH.length()).replaceFirst("^/+", "");
    }
}
