// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who configures a codec, compressor or cipher without its library is told which one to add. */
class MissingLibraryTest {

    /** Codecs of its own, without a library. */
    private static final class Without extends ClassLoader {

        private final String hidden;

        Without(String hidden) {
            super(MissingLibraryTest.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(hidden)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.jambry.codec.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> own = findLoadedClass(name);
                return own == null ? define(name) : own;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            int.class,
            1,
            String.class,
            "classpath:book.schema.json",
            CodecContext.class,
            new CodecContext(
                    "books", String.class, Object.class, MissingLibraryTest.class.getClassLoader(), type -> {}, 1000));

    @ParameterizedTest
    @CsvSource({
        "zstd.ZstdCompressor, com.github.luben., compressor zstd, com.github.luben:zstd-jni",
        "lz4.Lz4Compressor, net.jpountz., compressor lz4, at.yawk.lz4:lz4-java",
        "snappy.SnappyCompressor, org.xerial., compressor snappy, org.xerial.snappy:snappy-java",
        "jackson.MsgpackCodec, org.msgpack., codec msgpack, org.msgpack:msgpack-core",
        "tink.TinkCipher, com.google.crypto., cipher tink, com.google.crypto.tink:tink",
        "schema.SchemaCheck, com.networknt., setting 'jambry.caches.books.value-schema',"
                + " com.networknt:json-schema-validator (3.0 or later)"
    })
    void constructor_withoutItsLibrary_namesWhatToAdd(String type, String hidden, String user, String coordinate)
            throws ReflectiveOperationException {
        var constructor =
                new Without(hidden).loadClass("io.jambry.codec." + type).getConstructors()[0];
        assertThatThrownBy(() -> constructor.newInstance(arguments(constructor.getParameterTypes())))
                .cause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(user + " needs " + coordinate + ", which is not on the class path; add it beside Jambry");
    }

    private static Object[] arguments(Class<?>[] types) {
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = ARGUMENTS.get(types[i]);
        }
        return arguments;
    }
}
