// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jambry.ConfigurationException;
import io.jambry.InvalidValueException;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {

    private static final String BOOK = "classpath:io/jambry/codec/schema/book.schema.json";
    private static final Object VALUE = List.of();
    private static final CodecContext CONTEXT = new CodecContext(
            "books", String.class, Object.class, SchemaCheckTest.class.getClassLoader(), type -> {}, 1 << 20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'title':'Secret','author':{'name':'Secret'}}",
                "{'title':'Secret','isbn':'1234567890123','author':{'name':'A','teacher':{'name':'B','teacher':null}}}",
                "{'title':'Secret','author':{},'prices':{'secret':1.5},'more':[1]}"
            })
    void valueThatFits_passes(String json) {
        SchemaCheck check = new SchemaCheck(BOOK, CONTEXT);

        assertThatCode(() -> check.require(VALUE, json(json))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "['secret'] | /type | type",
                "{'title':'Secret'} | /required | required",
                "{'title':'se','author':{}} | /properties/title/minLength | minLength",
                "{'title':'Secret','author':{},'isbn':'secret'} | /properties/isbn/$ref/pattern | pattern",
                "{'title':'Secret','author':{'name':'Secretary of the secret society'}}"
                        + " | /properties/author/$ref/properties/name/maxLength | maxLength",
                "{'title':'Secret','author':{},'prices':{'secret':-1}}"
                        + " | /properties/prices/additionalProperties/exclusiveMinimum | exclusiveMinimum",
            })
    void valueThatDoesNotFit_isRefusedNamingThePlaceInTheSchemaAndNothingOfTheValue(
            String json, String path, String keyword) {
        SchemaCheck check = new SchemaCheck(BOOK, CONTEXT);

        assertThatThrownBy(() -> check.require(VALUE, json(json)))
                .isInstanceOf(InvalidValueException.class)
                .hasNoCause()
                .hasMessage("cache 'books': a value of type " + VALUE.getClass().getName() + " is refused by schema '"
                        + BOOK + "', at '" + path + "' (keyword '" + keyword
                        + "'); correct the value, or setting 'jambry.caches.books.value-schema'");
    }

    @Test
    void valueInsideAnother_isCheckedToAnyDepth() {
        SchemaCheck check = new SchemaCheck(BOOK, CONTEXT);
        String teacher = "{'name':1}";
        for (int i = 0; i < 5; i++) {
            teacher = "{'name':'A','teacher':" + teacher + "}";
        }
        String json = "{'title':'Secret','author':" + teacher + "}";

        assertThatThrownBy(() -> check.require(VALUE, json(json))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void whatIsNoJson_isRefusedWithoutQuotingIt() {
        SchemaCheck check = new SchemaCheck(BOOK, CONTEXT);

        assertThatThrownBy(() -> check.require(VALUE, json("{'title':secret")))
                .isInstanceOf(InvalidValueException.class)
                .hasNoCause()
                .hasMessageContaining("which cannot be applied to it")
                .hasMessageNotContaining("secret");
    }

    @Test
    void file_absoluteRelativeAndWithAnIdOfItsOwn_isRead() throws IOException {
        Path schema = write("schema.json", """
            {"$id": "https://example.com/schema", "$ref": "#/$defs/short", "$defs": {"short": {"maxLength": 3}}}""");
        Path relative = Path.of("").toAbsolutePath().relativize(schema);

        for (String location : List.of(schema.toUri().toString(), "file:" + schema, "file:" + relative)) {
            SchemaCheck check = new SchemaCheck(location, CONTEXT);
            check.require(VALUE, json("'abc'"));
            assertThatThrownBy(() -> check.require(VALUE, json("'abcd'")))
                    .hasMessageContaining("by schema '" + location + "', at '/$ref/maxLength'");
        }
    }

    @Test
    void olderDraft_isReadAsSuch() throws IOException {
        Path schema = write("schema.json", """
            {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 5, "exclusiveMinimum": true}""");
        SchemaCheck check = new SchemaCheck("file:" + schema, CONTEXT);

        check.require(VALUE, json("6"));
        assertThatThrownBy(() -> check.require(VALUE, json("5"))).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'objekt'} | it is no schema of https://json-schema.org/draft/2020-12/schema",
                "{'minLength':'3'} | it is no schema of https://json-schema.org/draft/2020-12/schema",
                "{'type': | Unexpected end-of-input",
                "7 | must be object or boolean",
                "{'$ref':'there-is-no.json'} | there is no file",
                "{'$ref':'classpath:there-is-no.json'} | there is no 'there-is-no.json' on the class path",
                "{'$ref':'ftp://localhost/schema.json'} | nothing is fetched for a schema",
                "{'$schema':'https://example.com/dialect'} | nothing is fetched for a schema",
                "{'$ref':'#/$defs/none'} | /$defs/none cannot be resolved",
            })
    void whatCannotBeUsed_isRefusedWhenTheCacheOpens(String json, String reason) throws IOException {
        Path schema = write("schema.json", json.replace('\'', '"'));

        assertThatThrownBy(() -> new SchemaCheck("file:" + schema, CONTEXT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cache 'books': setting 'jambry.caches.books.value-schema' is 'file:" + schema
                        + "', which cannot be used as a schema: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/there/is/no.json", "classpath:there/is/no.json", "file:%"})
    void missingSchema_isRefused(String location) {
        assertThatThrownBy(() -> new SchemaCheck(location, CONTEXT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + location + "'");
    }

    @Test
    void referenceToAServer_isRefusedAndTheServerNotAsked() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/schema.json";
            for (String schema : List.of(
                    "{\"$ref\": \"" + url + "\"}",
                    "{\"properties\": {\"a\": {\"items\": {\"$ref\": \"" + url + "\"}}}}",
                    "{\"$id\": \"" + url + "\", \"anyOf\": [{\"$ref\": \"other.json\"}]}")) {
                Path file = write("schema.json", schema);

                assertThatThrownBy(() -> new SchemaCheck("file:" + file, CONTEXT))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("nothing is fetched for a schema");
            }
            assertThat(asked).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private Path write(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name), json);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
