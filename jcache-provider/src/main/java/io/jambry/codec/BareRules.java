// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.ConfigurationException;
import io.jambry.codec.Mark.Strength;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Compressor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cache that writes no headers must be like, so that what it writes can be read, by others and by itself. */
final class BareRules {

    /** Codecs whose values begin with their mark. */
    private static final Set<Integer> MARKED = Set.of(1, 2, 4, 8);

    /** Codecs whose form nobody else knows. */
    private static final Set<Integer> OWN_FORM = Set.of(5, 9);

    /** Codecs whose values are other programs' if they are of a class, and have class names in them if they are not. */
    private static final Set<Integer> OF_A_CLASS = Set.of(2, 3, 4, 6, 7, 8);

    private static final int JDK = 1;

    private final CodecContext context;
    private final Codec codec;
    private final Kind kind;

    /** What values a declared type leaves. */
    enum Kind {
        /** Bytes, which may be anything. */
        BYTES,
        /** One scalar or enum, as plain text. */
        SCALAR,
        /** Text, and what a codec writes. */
        TEXT_AND_OTHERS,
        /** What a codec writes. */
        OBJECTS;

        static Kind of(Class<?> declared) {
            if (declared == byte[].class) {
                return BYTES;
            }
            if (declared.isEnum() || ScalarForm.of(declared) != null) {
                return SCALAR;
            }
            return declared.isAssignableFrom(String.class) ? TEXT_AND_OTHERS : OBJECTS;
        }
    }

    BareRules(CodecContext context, Codec codec) {
        this.context = context;
        this.codec = codec;
        this.kind = Kind.of(context.valueType());
    }

    /** Whether values of the codec begin in a way of their own. */
    static boolean isMarked(Codec codec) {
        return MARKED.contains(codec.id());
    }

    /**
     * Refuses what contradicts {@code header=none}.
     *
     * @param readable the codecs of the cache
     * @param compressor what compresses, or null
     * @param encrypts whether values are encrypted
     */
    void require(Collection<Codec> readable, @Nullable Compressor compressor, boolean encrypts) {
        if (encrypts) {
            throw refused("encrypted values need one; take 'encryption' out");
        }
        if (compressor != null) {
            requireMark(compressor);
        }
        if (kind == Kind.OBJECTS || kind == Kind.TEXT_AND_OTHERS) {
            requireForm();
            requireNoneLike(readable);
        }
    }

    private void requireMark(Compressor compressor) {
        if (!(compressor instanceof BareCompressor)) {
            throw refused("compressor " + compressor.name()
                    + " does not tell by its bytes that it made them; set compression=zstd, gzip, deflate or none");
        }
        if (kind == Kind.BYTES) {
            throw refused("the values are bytes, which cannot be told from compressed ones; set compression=none");
        }
        if (kind != Kind.SCALAR && compressor.id() == Mark.ZLIB.id() && !isMarked(codec)) {
            throw refused("values of codec " + codec.name()
                    + " may begin like those of compressor deflate; set compression=zstd, gzip or none");
        }
    }

    private void requireForm() {
        Class<?> declared = context.valueType();
        if (OWN_FORM.contains(codec.id())) {
            throw refused(
                    "codec " + codec.name()
                            + " has a form that no other program reads; set codec=json, cbor, smile, msgpack, protobuf, yaml or jdk");
        }
        if (kind == Kind.TEXT_AND_OTHERS && codec.id() != JDK) {
            throw refused(
                    "values declared as " + declared.getName() + " may be text, which cannot be told from what codec "
                            + codec.name() + " writes; declare the class of the values");
        }
        if (OF_A_CLASS.contains(codec.id()) && !isOfAClass(declared)) {
            throw refused("values declared as " + declared.getName() + " carry class names with codec " + codec.name()
                    + "; declare a class that is neither abstract nor an interface, such as a record");
        }
    }

    private void requireNoneLike(Collection<Codec> readable) {
        if (isMarked(codec)) {
            return;
        }
        for (Codec other : readable) {
            for (Mark mark : Mark.values()) {
                if (other != codec
                        && mark.reader() == Mark.Reader.CODEC
                        && mark.id() == other.id()
                        && mark.strength() != Strength.SURE) {
                    throw refused("values of codec " + codec.name() + " may begin like those of codec " + other.name()
                            + "; take " + other.name() + " out of 'codec-read'");
                }
            }
        }
    }

    private static boolean isOfAClass(Class<?> declared) {
        if (declared.isArray() || !Modifier.isAbstract(declared.getModifiers())) {
            return true;
        }
        for (Annotation annotation : declared.getAnnotations()) {
            if (annotation.annotationType().getName().equals("com.fasterxml.jackson.annotation.JsonTypeInfo")) {
                return true;
            }
        }
        return false;
    }

    private ConfigurationException refused(String why) {
        return new ConfigurationException("cache '" + context.cacheName() + "': setting 'jambry.caches."
                + context.cacheName() + ".header' is 'none', but " + why + ", or set header=full");
    }
}
