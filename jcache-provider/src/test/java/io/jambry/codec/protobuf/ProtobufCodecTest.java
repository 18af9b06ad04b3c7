// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.UninterpretedOption;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ListValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.jambry.codec.AllowedClasses;
import io.jambry.codec.CodecBytesContract;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtobufCodecTest extends CodecBytesContract {

    private static final ClassLoader LOADER = ProtobufCodecTest.class.getClassLoader();
    private static final String OWN = "com.google.protobuf.*";

    private final Codec declared =
            new ProtobufCodec(new CodecContext("prices", String.class, Struct.class, LOADER, filter(OWN), 1 << 20));

    @Override
    protected Codec codec(CodecContext context) {
        return new ProtobufCodec(context);
    }

    @Override
    protected String patterns() {
        return OWN;
    }

    @Override
    protected Object sample() {
        return FileDescriptorProto.newBuilder()
                .setName("order.proto")
                .addDependency("line.proto")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Order")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("id")
                                .setNumber(1)
                                .setType(FieldDescriptorProto.Type.TYPE_INT64)))
                .build();
    }

    @Override
    protected Object tooLarge() {
        return StringValue.of("x".repeat(1 << 20));
    }

    @Override
    protected Map<String, byte[]> forged() {
        Map<String, byte[]> forged = new LinkedHashMap<>();
        byte[] empty = encoded(StringValue.getDefaultInstance());
        forged.put("text", joined(empty, "0AFFFFFFFF07"));
        forged.put("name", new byte[] {(byte) 200, 'a'});
        forged.put("group", joined(empty, "13".repeat(1000)));
        return forged;
    }

    private byte[] encoded(Object message) {
        try {
            return codec().encode(message);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] joined(byte[] first, String hex) {
        return HexFormat.of().parseHex(HexFormat.of().formatHex(first) + hex);
    }

    @Test
    void roundTrip_messages_areEqual() throws IOException {
        for (Object message : List.of(
                sample(),
                Struct.newBuilder()
                        .putFields("a", Value.newBuilder().setNumberValue(0.5).build())
                        .build(),
                Timestamp.newBuilder().setSeconds(1).setNanos(2).build(),
                Any.pack(StringValue.of("any")),
                StringValue.getDefaultInstance())) {
            assertThat(roundTrip(codec(), message)).isEqualTo(message).hasSameClassAs(message);
        }
    }

    @Test
    void encode_declaredType_hasNoName() throws IOException {
        Struct struct = Struct.newBuilder()
                .putFields("a", Value.newBuilder().setBoolValue(true).build())
                .build();
        assertThat(declared.encode(struct)).hasSize(1 + struct.getSerializedSize());
        assertThat(roundTrip(declared, struct)).isEqualTo(struct);
    }

    @Test
    void encode_otherThings_areRefused() {
        for (Object value : List.of("text", new ArrayList<>(), Map.of(), new Object())) {
            assertThatThrownBy(() -> codec().encode(value)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> codec().encode("text"))
                .hasMessage(
                        "class java.lang.String is not a message of Protocol Buffers; choose another codec for cache"
                                + " 'prices'");
        assertThatThrownBy(() -> codec().encode(DynamicMessage.newBuilder(Struct.getDescriptor())
                        .build()))
                .isInstanceOf(IOException.class)
                .hasMessage("class com.google.protobuf.DynamicMessage is not a generated message");
    }

    @Test
    void encode_classThatIsNotAllowed_isRefused() throws IOException {
        byte[] bytes = codec().encode(StringValue.of("a"));
        Codec strict = new ProtobufCodec(context(LOADER, ""));
        assertThatThrownBy(() -> strict.encode(StringValue.of("a"))).hasMessageContaining("is not allowed");
        assertThatThrownBy(() -> strict.decode(bytes, 0, bytes.length)).hasMessageContaining("is not allowed");
    }

    @Test
    void encode_missingRequiredFields_areRefused() {
        assertThatThrownBy(() ->
                        codec().encode(UninterpretedOption.NamePart.newBuilder().buildPartial()))
                .hasMessageEndingWith("lacks required fields");
    }

    @Test
    void roundTrip_fieldsThatAreNotKnown_areKept() throws IOException {
        StringValue newer = StringValue.newBuilder()
                .setValue("a")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                9,
                                UnknownFieldSet.Field.newBuilder().addVarint(17).build())
                        .build())
                .build();
        StringValue read = (StringValue) roundTrip(codec(), newer);
        assertThat(read.getUnknownFields().getField(9).getVarintList()).containsExactly(17L);
    }

    @Test
    void encode_tooDeep_isRefusedWhenWritten() throws IOException {
        assertThat(roundTrip(codec(), nested(200))).isEqualTo(nested(200));
        assertThatThrownBy(() -> codec().encode(nested(600))).isInstanceOf(IOException.class);
    }

    private static Value nested(int depth) {
        Value value = Value.newBuilder().setBoolValue(true).build();
        for (int i = 0; i < depth; i++) {
            value = Value.newBuilder()
                    .setListValue(ListValue.newBuilder().addValues(value))
                    .build();
        }
        return value;
    }

    @Test
    void wireFormat_ofMessages_isAsEver() throws IOException {
        Struct struct = Struct.newBuilder()
                .putFields("a", Value.newBuilder().setBoolValue(true).build())
                .build();
        assertThat(HexFormat.of().formatHex(declared.encode(struct))).isEqualTo("000a070a016112022001");
        assertThat(HexFormat.of().formatHex(codec().encode(StringValue.of("a"))))
                .isEqualTo("1f" + HexFormat.of().formatHex("com.google.protobuf.StringValue".getBytes()) + "0a0161");
    }

    private static AllowedClasses filter(String patterns) {
        return new AllowedClasses(List.of(), patterns, "prices");
    }
}
