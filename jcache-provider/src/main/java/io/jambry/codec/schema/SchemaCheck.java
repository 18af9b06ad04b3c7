// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.jambry.ConfigurationException;
import io.jambry.InvalidValueException;
import io.jambry.codec.ContentCheck;
import io.jambry.codec.OptionalLibrary;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the JSON of values against a schema.
 *
 * <p>The schema and all that it refers to is read when the check is made. A schema that does not say by {@code $schema} what
 * it is written in is one of draft 2020-12. The first offence refuses a value.
 *
 * <p>Thread-safe.
 */
public final class SchemaCheck implements ContentCheck {

    private final String cacheName;
    private final String location;
    private final Schema schema;

    /**
     * Makes the check of one cache.
     *
     * @param location where the schema is: {@code file:...} or {@code classpath:...}
     * @param context the cache
     * @throws ConfigurationException if the validator of networknt is not on the class path, the schema or what it refers to
     *     cannot be read or is no schema, or it refers to what would have to be fetched
     */
    public SchemaCheck(String location, CodecContext context) {
        this.cacheName = context.cacheName();
        this.location = requireNonNull(location, "location");
        OptionalLibrary.require(
                setting(),
                "com.networknt.schema.Schema",
                "com.networknt:json-schema-validator (3.0 or later)",
                () -> {});
        try {
            this.schema = Own.schema(LocalSchemas.iri(location), context.loader());
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "cache '" + cacheName + "': " + setting() + " is '" + location
                            + "', which cannot be used as a schema: " + Own.reason(e),
                    e);
        }
    }

    @Override
    public void require(Object value, byte[] content) {
        List<com.networknt.schema.Error> offences;
        try {
            offences = schema.validate(new String(content, UTF_8), InputFormat.JSON);
        } catch (RuntimeException | StackOverflowError e) {
            // without the cause, whose message quotes the value
            throw refused(
                    value, "which cannot be applied to it (" + e.getClass().getSimpleName() + ")");
        }
        if (!offences.isEmpty()) {
            com.networknt.schema.Error first = offences.get(0);
            // the path within the schema: the one within the value has keys of maps
            throw refused(value, "at '" + first.getEvaluationPath() + "' (keyword '" + first.getKeyword() + "')");
        }
    }

    private InvalidValueException refused(Object value, String where) {
        return new InvalidValueException("cache '" + cacheName + "': a value of type "
                + value.getClass().getName() + " is refused by schema '" + location + "', " + where
                + "; correct the value, or "
                + setting());
    }

    private String setting() {
        return "setting 'jambry.caches." + cacheName + ".value-schema'";
    }

    /** What may be loaded only after the library was found. */
    private static final class Own {

        static Schema schema(String iri, ClassLoader loader) {
            LocalSchemas schemas = new LocalSchemas(loader);
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaLoader(schemas)
                            .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .failFast(true)
                                    .pathType(PathType.JSON_POINTER)
                                    // by us, because a failure would be passed over
                                    .preloadSchema(false)
                                    .build()));
            SchemaLocation location = SchemaLocation.of(iri);
            Schema schema = registry.getSchema(location);
            requireSchema(registry, schema, schemas, location);
            schema.initializeValidators();
            return schema;
        }

        /** What the library, or we, said first of a schema; others wrap it. */
        static @Nullable String reason(RuntimeException thrown) {
            Throwable reason = thrown;
            while (reason.getCause() instanceof SchemaException cause) {
                reason = cause;
            }
            return reason.getMessage();
        }

        /** What is no schema by its own dialect might refuse nothing. */
        private static void requireSchema(
                SchemaRegistry registry, Schema schema, LocalSchemas schemas, SchemaLocation location) {
            String dialect = schema.getSchemaContext().getDialect().getId();
            List<com.networknt.schema.Error> offences =
                    registry.getSchema(SchemaLocation.of(dialect)).validate(text(schemas, location), format(location));
            if (!offences.isEmpty()) {
                throw new SchemaException("it is no schema of " + dialect + ": " + offences.get(0));
            }
        }

        private static String text(LocalSchemas schemas, SchemaLocation location) {
            try (InputStream in =
                    schemas.getSchemaResource(location.getAbsoluteIri()).getInputStream()) {
                return new String(in.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new SchemaException(e);
            }
        }

        private static InputFormat format(SchemaLocation location) {
            String iri = location.getAbsoluteIri().toString();
            return iri.endsWith(".yaml") || iri.endsWith(".yml") ? InputFormat.YAML : InputFormat.JSON;
        }
    }
}
