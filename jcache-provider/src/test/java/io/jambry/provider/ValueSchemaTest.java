// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.InvalidValueException;
import io.jambry.JambryCache;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueSchemaTest {

    private static final String BOOK = "classpath:io/jambry/codec/schema/book.schema.json";

    private final CachingProvider provider = new JambryCachingProvider();

    @TempDir
    private Path folder;

    public record Author(String name) {}

    public record Book(String title, String isbn, Author author) {}

    private static Book book(String title) {
        return new Book(title, null, new Author("somebody"));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void records_areHeldAgainstTheSchemaBeforeTheyAreStored() {
        Cache<String, Book> books = cache(Book.class, BOOK, "none");

        books.put("a", book("Rings"));

        assertThat(books.get("a")).isEqualTo(book("Rings"));
        assertThatThrownBy(() -> books.put("a", book("It")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("cache 'books': a value of type " + Book.class.getName() + " is refused by schema '" + BOOK
                        + "', at '/properties/title/minLength' (keyword 'minLength'); correct the value, or setting"
                        + " 'jambry.caches.books.value-schema'");
        assertThatThrownBy(() -> books.putAll(Map.of("a", book("Ring"), "b", book("It"))))
                .isInstanceOf(InvalidValueException.class);
        assertThat(books.get("a")).isEqualTo(book("Rings"));
        assertThat(books.containsKey("b")).isFalse();
        assertThat(books.replace("a", book("It"), book("Ring"))).isFalse();
        assertThat(books.remove("a", book("It"))).isFalse();
    }

    @Test
    void compressedValues_areHeldAgainstTheSchema() {
        Cache<String, Book> books = cache(Book.class, BOOK, "deflate");
        String isbn = "1".repeat(13);

        books.put("a", new Book("x".repeat(5000), isbn, new Author("somebody")));

        assertThat(books.get("a").isbn()).isEqualTo(isbn);
        assertThatThrownBy(() -> books.put("a", new Book("x".repeat(5000), isbn + "1", new Author("somebody"))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("'/properties/isbn/$ref/pattern'");
    }

    @Test
    void valuesOfAnyClass_areWrittenWithTheirClassAndHeldAgainstTheSchema() throws IOException {
        Cache<String, Object> things = cache(Object.class, schema("""
            {"oneOf": [
                {"type": "array", "prefixItems": [{"type": "string"}, {"type": "object", "required": ["title"]}]},
                {"type": "string", "maxLength": 3}]}"""), "none");

        things.put("a", book("Rings"));
        things.put("b", "abc");

        assertThat(things.get("a")).isEqualTo(book("Rings"));
        assertThat(things.get("b")).isEqualTo("abc");
        assertThatThrownBy(() -> things.put("c", new ArrayList<>(List.of("abc"))))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void readableValues_areHeldAgainstTheSchemaAsTheJsonThatTheyWouldBe() throws IOException {
        Cache<String, String> texts = cache(String.class, schema("{\"maxLength\": 3}"), "none");
        texts.put("a", "abc");
        assertThat(texts.get("a")).isEqualTo("abc");
        assertThatThrownBy(() -> texts.put("a", "abcd"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageNotContaining("abcd");
        assertThat(texts.get("a")).isEqualTo("abc");
    }

    @Test
    void increment_isHeldAgainstTheSchema() throws IOException {
        JambryCache<String, Long> numbers =
                cache(Long.class, schema("{\"type\": \"integer\", \"maximum\": 10}"), "none");
        numbers.put("a", 9L);

        assertThat(numbers.increment("a", 1)).isEqualTo(10);
        assertThatThrownBy(() -> numbers.increment("a", 1)).isInstanceOf(InvalidValueException.class);
        assertThat(numbers.get("a")).isEqualTo(10);
    }

    @Test
    void invokeAndLoader_areHeldAgainstTheSchema() {
        Cache<String, Book> books = cache(Book.class, BOOK, "none");
        assertThatThrownBy(() -> books.invoke("a", (entry, arguments) -> {
                    entry.setValue(book("It"));
                    return null;
                }))
                .isInstanceOf(InvalidValueException.class);
        assertThat(books.containsKey("a")).isFalse();
    }

    @Test
    void keysThatTheCodecWrites_areNotHeldAgainstTheSchema() {
        Properties properties = CacheSettings.builder()
                .codec("json")
                .valueSchema(BOOK)
                .keys(CacheSettings.Keys.JDK)
                .build()
                .toProperties("books");
        Cache<Author, Book> books = provider.getCacheManager(URI.create("memory:value-schema"), null, properties)
                .createCache("books", new MutableConfiguration<Author, Book>().setTypes(Author.class, Book.class));

        books.put(new Author("somebody"), book("Rings"));

        assertThat(books.get(new Author("somebody"))).isEqualTo(book("Rings"));
    }

    @Test
    void schemaThatIsNotThere_refusesTheCacheAndLeavesNothingBehind() {
        assertThatThrownBy(() -> cache(Book.class, "classpath:none.json", "none"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no 'none.json' on the class path");
    }

    private String schema(String json) throws IOException {
        return "file:" + Files.writeString(folder.resolve("schema.json"), json);
    }

    @SuppressWarnings("unchecked")
    private <V> JambryCache<String, V> cache(Class<V> type, String schema, String compression) {
        Properties properties = CacheSettings.builder()
                .codec("json")
                .valueSchema(schema)
                .compression(compression)
                .build()
                .toProperties("books");
        return provider.getCacheManager(URI.create("memory:value-schema"), null, properties)
                .createCache("books", new MutableConfiguration<String, V>().setTypes(String.class, type))
                .unwrap(JambryCache.class);
    }
}
