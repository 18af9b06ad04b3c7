// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jambry.codec.CodecKinds.Order;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Measures codecs beside their bare libraries, of which each is to take at most 1.2 times as long: run its main method. */
final class CodecComparison {

    private static final int TIMES = 4_000;

    private CodecComparison() {}

    /** Prints the figures. */
    public static void main(String[] args) throws IOException {
        Order order = CodecKinds.order();
        EveryCodec jdk = Victims.named("jdk");
        EveryCodec json = Victims.named("json");
        new InTurns()
                .add("bare JDK serialization", () -> serialized(order))
                .add("codec jdk, declared", jdk.of(Order.class, ""), order)
                .add("codec jdk, Object", jdk.of(Object.class, ""), order)
                .run("order of 3 lines, " + jdk.of(Object.class, "").encode(order).length + " bytes", TIMES);
        new InTurns()
                .add("bare Jackson, declared", jackson(plain().build(), Order.class, order))
                .add("codec json, declared", json.of(Order.class, ""), order)
                .run("order of 3 lines, " + json.of(Order.class, "").encode(order).length + " bytes", TIMES);
        JsonMapper typing = plain().activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("io.jambry.")
                                .allowIfSubType("java.")
                                .build(),
                        DefaultTyping.OBJECT_AND_NON_CONCRETE,
                        JsonTypeInfo.As.WRAPPER_ARRAY)
                .build();
        new InTurns()
                .add("bare Jackson, Object, default typing", jackson(typing, Object.class, order))
                .add("codec json, Object", json.of(Object.class, ""), order)
                .run("order of 3 lines, " + json.of(Object.class, "").encode(order).length + " bytes", TIMES);
    }

    private static Object serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        out.writeObject(value);
        out.flush();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    private static JsonMapper.Builder plain() {
        return JsonMapper.builder()
                .changeDefaultVisibility(visibility -> visibility
                        .withFieldVisibility(Visibility.ANY)
                        .withGetterVisibility(Visibility.NONE)
                        .withIsGetterVisibility(Visibility.NONE)
                        .withSetterVisibility(Visibility.NONE));
    }

    private static InTurns.Work jackson(JsonMapper mapper, Class<?> declared, Object value) {
        ObjectWriter writer = mapper.writerFor(declared);
        ObjectReader reader = mapper.readerFor(declared);
        return () -> reader.readValue(writer.writeValueAsBytes(value));
    }
}
