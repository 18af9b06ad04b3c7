// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;

/** Codecs of the application: by the name of a class, and as an object. */
class OwnCodecTest {

    private static final int ID = 200;

    record Note(String text) {}

    /** Writes the text of notes, and counts how often. */
    public static class Notes implements Codec {

        final AtomicInteger written = new AtomicInteger();

        @Override
        public int id() {
            return ID;
        }

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public byte[] encode(Object value) {
            written.incrementAndGet();
            return ((Note) value).text().getBytes(UTF_8);
        }

        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return new Note(new String(bytes, offset, length, UTF_8));
        }
    }

    /** Is told of its cache. */
    public static final class NotesOfACache extends Notes {

        public NotesOfACache(CodecContext context) {
            assertThat(context.cacheName()).isEqualTo("notes");
            assertThat(context.valueType()).isEqualTo(Note.class);
        }
    }

    @Test
    void codec_asAnObject_writesAndReadsTheValues() {
        Notes codec = new Notes();
        CacheSettings settings = CacheSettings.builder().codec(codec).build();

        assertThat(settings.codecInstance()).containsSame(codec);
        assertThat(settings.codec()).isEqualTo(Notes.class.getName());
        assertStores(settings.toProperties("notes"));
        assertThat(codec.written).hasValue(1);
    }

    @Test
    void codec_asTheNameOfAClass_isMade() {
        for (Class<?> type : new Class<?>[] {Notes.class, NotesOfACache.class}) {
            assertStores(CacheSettings.builder().codec(type.getName()).build().toProperties("notes"));
        }
    }

    @Test
    void codec_ofAClassThatIsNone_isRefusedNamingTheSetting() {
        Properties settings =
                CacheSettings.builder().codec(Note.class.getName()).build().toProperties("notes");
        assertThatThrownBy(() -> assertStores(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'jambry.caches.notes.codec'")
                .hasMessageContaining(Note.class.getName());
    }

    private static void assertStores(Properties settings) {
        try (CachingProvider provider = new JambryCachingProvider();
                CacheManager manager = provider.getCacheManager(URI.create("memory:own-codec"), null, settings)) {
            Cache<String, Note> notes = manager.createCache(
                    "notes", new MutableConfiguration<String, Note>().setTypes(String.class, Note.class));
            notes.put("k", new Note("hello"));
            assertThat(notes.get("k")).isEqualTo(new Note("hello"));
        }
    }
}
