// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.codec.BareRules.Kind;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values without a header of ours: what a cache with {@code header=none} writes, and what other programs wrote.
 *
 * <p>Where plain text may stand, it goes before what is known by its {@link Mark}, unless both can be read: then nobody knows,
 * and it is refused. Elsewhere the mark decides, and what has none is for the codec of a cache that writes no headers.
 *
 * <p>Thread-safe.
 */
final class BareValues {

    private final CodecContext context;
    private final Codec codec;
    private final boolean writes;
    private final Kind kind;
    private final Function<byte[], Object> plain;
    private final List<Form> codecs = new ArrayList<>();
    private final List<Form> all = new ArrayList<>();

    /** Which bytes a mark begins with, so that most values are looked at once. */
    private final boolean[] firstBytes = new boolean[256];

    /** Something that is known by its mark. */
    private record Form(Mark mark, String name, Reading reading) {}

    /** How it is read. */
    private interface Reading {
        Object read(byte[] bytes) throws IOException;
    }

    /**
     * Makes what one cache needs.
     *
     * @param context the cache
     * @param codec the one that writes
     * @param readable all that may read
     * @param envelope what it compresses with
     * @param writes whether values are written without a header
     * @param plain reads plain text of the declared type
     * @throws io.jambry.ConfigurationException if values are to be written without a header and something else contradicts that
     */
    BareValues(
            CodecContext context,
            Codec codec,
            Collection<Codec> readable,
            Envelope envelope,
            boolean writes,
            Function<byte[], Object> plain) {
        this.context = context;
        this.codec = codec;
        this.writes = writes;
        this.kind = Kind.of(context.valueType());
        this.plain = plain;
        if (writes) {
            new BareRules(context, codec)
                    .require(readable, envelope.compression().compressor(), envelope.encrypts());
        }
        for (Mark mark : Mark.values()) {
            if (isSought(mark)) {
                add(mark, readable, envelope.compression());
            }
        }
    }

    private boolean isSought(Mark mark) {
        boolean anythingWritten = writes && kind == Kind.OBJECTS && !BareRules.isMarked(codec);
        return switch (mark.strength()) {
            case SURE -> kind != Kind.BYTES;
            case SHORT -> kind != Kind.BYTES && !anythingWritten;
            case TEXT -> kind == Kind.OBJECTS && !anythingWritten;
        };
    }

    private void add(Mark mark, Collection<Codec> readable, Envelope.Compression compression) {
        if (mark.reader() == Mark.Reader.CODEC) {
            for (Codec reader : readable) {
                if (reader.id() == mark.id()) {
                    Form form = new Form(mark, "codec " + reader.name(), bytes -> read(reader, bytes));
                    codecs.add(form);
                    all.add(form);
                    note(mark);
                }
            }
        } else if (compression.readers().get(mark.id()) instanceof BareCompressor reader) {
            all.add(new Form(
                    mark,
                    "compressor " + reader.name(),
                    bytes -> decode(restored(reader, bytes, compression.maxBytes()), codecs)));
            note(mark);
        }
    }

    private void note(Mark mark) {
        for (int first = 0; first < firstBytes.length; first++) {
            firstBytes[first] |= mark.mayBeginWith((byte) first);
        }
    }

    // ---- writing

    /** Whether values are written without a header. */
    boolean areWritten() {
        return writes;
    }

    /** Whether the codec writes all of them. */
    boolean areOfTheCodec() {
        return kind == Kind.OBJECTS || kind == Kind.TEXT_AND_OTHERS;
    }

    /** What the codec makes of a value. */
    byte[] encode(Object value) throws IOException {
        return codec instanceof BareCodec bare ? bare.encodeBare(value) : codec.encode(value);
    }

    /** Refuses a payload that would be taken for something else. */
    void requireOwn(byte[] payload) throws IOException {
        Form found = find(payload, all);
        boolean taken = areOfTheCodec()
                ? found != null && !(found.mark.reader() == Mark.Reader.CODEC && found.mark.id() == codec.id())
                : couldBeForeign(payload);
        if (taken || (payload.length > 0 && payload[0] == ValueHeader.MARK)) {
            throw new IOException("its bytes begin like "
                    + (found == null ? "a header of Jambry" : "those of " + found.name)
                    + ", and would be taken for that; set header=full");
        }
    }

    /** Whether plain text could be read as something else as well, so that it must not stand alone. */
    boolean couldBeForeign(byte[] text) {
        Form found = find(text, all);
        return found != null && kind != Kind.OBJECTS && reads(found, text);
    }

    // ---- reading

    /**
     * Reads a value without a header.
     *
     * @throws IOException if nothing reads it, or more than one thing
     * @throws MalformedException if it is plain text of another type
     */
    Object decode(byte[] bytes) throws IOException {
        return decode(bytes, all);
    }

    private Object decode(byte[] bytes, List<Form> forms) throws IOException {
        Form found = find(bytes, forms);
        if (kind == Kind.OBJECTS) {
            return found == null ? unmarked(bytes) : found.reading.read(bytes);
        }
        if (found == null) {
            return plain.apply(bytes);
        }
        Object text;
        try {
            text = plain.apply(bytes);
        } catch (MalformedException e) {
            return found.reading.read(bytes);
        }
        if (reads(found, bytes)) {
            throw new IOException("it may be plain text and it may be of " + found.name
                    + "; take that out of 'codec-read' or 'compression-read', or declare the class of the values");
        }
        return text;
    }

    private Object unmarked(byte[] bytes) throws IOException {
        if (!writes) {
            throw new IOException("it has no header, and begins like nothing that this cache reads without one ("
                    + all.stream().map(Form::name).toList()
                    + "); if another program wrote it, name what it wrote in 'codec-read', or set header=none");
        }
        return read(codec, bytes);
    }

    private @Nullable Form find(byte[] bytes, List<Form> forms) {
        if (bytes.length == 0 || !firstBytes[bytes[0] & 0xFF]) {
            return null;
        }
        for (Form form : forms) {
            if (form.mark.begins(bytes)) {
                return form;
            }
        }
        return null;
    }

    private boolean reads(Form form, byte[] bytes) {
        try {
            return context.valueType().isInstance(form.reading.read(bytes));
        } catch (IOException | MalformedException e) {
            return false;
        }
    }

    private static Object read(Codec reader, byte[] bytes) throws IOException {
        try {
            return reader instanceof BareCodec bare ? bare.decodeBare(bytes) : reader.decode(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new IOException(
                    "codec " + reader.name() + ", of which it should be, refused it: " + e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(
                    "codec " + reader.name() + ", of which it should be, refused it: "
                            + e.getClass().getName(),
                    e);
        }
    }

    private static byte[] restored(BareCompressor reader, byte[] bytes, int maxBytes) throws IOException {
        try {
            return reader.restore(bytes, maxBytes);
        } catch (IOException | RuntimeException e) {
            throw new IOException("compressor " + reader.name() + ", of which it should be, refused it: "
                    + (e instanceof IOException ? e.getMessage() : e.getClass().getName()));
        }
    }
}
