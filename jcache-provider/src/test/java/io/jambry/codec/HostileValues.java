// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jambry.codec.deflate.Bomb;
import io.jambry.spi.Compressor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Whole stored values, of which none was written by anybody in good faith: deep, long, and lying ones. */
final class HostileValues {

    private static final int DEEP = 100_000;
    private static final int MANY = 1_000_000;
    private static final int GIGABYTE = 1 << 30;
    private static final int MEGABYTE = 1 << 20;

    private final Map<String, Supplier<byte[]>> values = new LinkedHashMap<>();

    private HostileValues() {}

    /** All of them, by what they are; made when they are asked for, because together they are large. */
    static Map<String, Supplier<byte[]>> all() {
        HostileValues hostile = new HostileValues();
        hostile.addHeaders();
        hostile.addScalars();
        hostile.addBombs();
        hostile.addTexts("json");
        hostile.addTexts("yaml");
        hostile.addYaml();
        hostile.addCbor();
        hostile.addSmile();
        hostile.addOthers();
        return hostile.values;
    }

    private void addHeaders() {
        for (String header : new String[] {
            "",
            "C1",
            "C190",
            "C19001",
            "C1FF",
            "C191",
            "C19101",
            "C1910101",
            "C1910101FFFFFFFF07",
            "C1910101FFFFFFFF0F",
            "C1910104FFFFFFFFFF",
            "C1920101",
            "C19201010000",
            "C19201FF0000",
            "C19701",
            "C1800000",
            "C190FF",
            "C1900000"
        }) {
            values.put("header " + header, () -> hex(header));
        }
        values.put("envelope in an envelope", () -> hex("C19100049001789C6BC0C1C1C1"));
    }

    private void addScalars() {
        for (ScalarForm form : ScalarForm.values()) {
            byte[] head = {ValueHeader.MARK, (byte) form.tag()};
            for (String text : List.of("9", "-9", "1e9", "a", "/", "%41", ":", ".", " ", "P1D", "\u00e9")) {
                values.put(form + " of a million of " + text, () -> join(head, repeated(text, MANY / text.length())));
            }
            values.put(form + " with an exponent", () -> join(head, text("1e2147483647")));
        }
    }

    private void addBombs() {
        for (Map.Entry<String, Compressor> named : Victims.compressors().entrySet()) {
            Compressor compressor = named.getValue();
            byte[] zeros = compressor.compress(new byte[64 * MEGABYTE]);
            for (int claim : new int[] {1, MEGABYTE, GIGABYTE, Integer.MAX_VALUE}) {
                values.put(
                        named.getKey() + " of 64 MiB that claims " + claim,
                        () -> ValueHeader.of(1, compressor.id(), claim, 0, 0).before(zeros));
            }
        }
        byte[] deflate = Bomb.gigabyte(new byte[] {0x78, 0x01}, 0);
        byte[] gzip = Bomb.gigabyte(hex("1F8B08000000000004FF"), 8);
        for (int claim : new int[] {MEGABYTE, GIGABYTE}) {
            values.put(
                    "deflate of 1 GiB that claims " + claim,
                    () -> ValueHeader.of(1, 4, claim, 0, 0).before(deflate));
            values.put(
                    "gzip of 1 GiB that claims " + claim,
                    () -> ValueHeader.of(1, 5, claim, 0, 0).before(gzip));
        }
    }

    private void addTexts(String codec) {
        // YAML takes a fifth of a second and more to look at a megabyte of anything
        int digits = codec.equals("yaml") ? MANY / 10 : MANY;
        add(codec, "deep arrays", repeated("[", DEEP));
        add(codec, "deep arrays with ends", join(repeated("[", DEEP), repeated("]", DEEP)));
        add(codec, "deep objects", repeated("{\"a\":", DEEP));
        add(codec, "deep lists", repeated("[\"java.util.ArrayList\",[", DEEP / 10));
        add(codec, "deep sets", repeated("[\"java.util.HashSet\",[", DEEP / 10));
        add(codec, "a million digits", repeated("9", digits));
        add(codec, "a million digits behind the point", join(text("0."), repeated("9", digits)));
        for (String type :
                new String[] {"java.math.BigInteger", "java.math.BigDecimal", "java.lang.Long", "java.lang.Double"}) {
            add(
                    codec,
                    type + " of a million digits",
                    join(text("[\"" + type + "\","), repeated("9", digits), text("]")));
            add(codec, type + " as text", join(text("[\"" + type + "\",\""), repeated("9", digits), text("\"]")));
            add(codec, type + " with an exponent", text("[\"" + type + "\",1e999999999]"));
            add(codec, type + " with a text exponent", text("[\"" + type + "\",\"1e999999999\"]"));
            add(codec, type + " with a small exponent", text("[\"" + type + "\",1e-999999999]"));
        }
        for (String type : new String[] {
            "java.net.URL",
            "java.lang.Runtime",
            "java.lang.ProcessBuilder",
            "javax.script.ScriptEngineManager",
            "com.sun.rowset.JdbcRowSetImpl",
            "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
            "org.springframework.http.HttpHeaders",
            "java.lang.Class",
            "java.io.File",
            "java.lang.Thread",
            "java.util.PriorityQueue",
            "javax.management.BadAttributeValueExpException",
            "java.util.logging.FileHandler"
        }) {
            add(codec, "class " + type, text("[\"" + type + "\",{\"a\":1}]"));
            add(codec, "class " + type + " of text", text("[\"" + type + "\",\"http://127.0.0.1:1/\"]"));
        }
        add(codec, "duplicate keys", text("[\"java.util.HashMap\",{\"a\":1,\"a\":2,\"a\":3}]"));
        add(
                codec,
                "many duplicate keys",
                join(text("[\"java.util.HashMap\",{"), repeated("\"a\":1,", digits / 50), text("\"a\":1}]")));
        add(codec, "keys with one hash code", colliding("[\"java.util.HashMap\",{", "\"%s\":1", "}]"));
        add(codec, "elements with one hash code", colliding("[\"java.util.HashSet\",[", "\"%s\"", "]]"));
        add(
                codec,
                "lists with one hash code",
                colliding("[\"java.util.HashSet\",[", "[\"java.util.ArrayList\",[\"%s\"]]", "]]"));
        add(codec, "a long name of a class", join(text("[\""), repeated("a", digits), text("\",1]")));
        add(codec, "a class of many arrays", join(text("[\""), repeated("[", 255), text("Ljava.lang.String;\",[]]")));
        add(
                codec,
                "a class of too many arrays",
                join(text("[\""), repeated("[", 400), text("Ljava.lang.String;\",[]]")));
    }

    /** Text that differs and has the same hash code. */
    private static byte[] colliding(String begin, String element, String end) {
        StringBuilder text = new StringBuilder(begin);
        for (int i = 0; i < 1 << 10; i++) {
            StringBuilder one = new StringBuilder();
            for (int bit = 0; bit < 10; bit++) {
                one.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append(i == 0 ? "" : ",").append(element.replace("%s", one));
        }
        return text(text + end);
    }

    private void addYaml() {
        StringBuilder laughs =
                new StringBuilder("a: &a [\"lol\",\"lol\",\"lol\",\"lol\",\"lol\",\"lol\",\"lol\",\"lol\"]\n");
        for (char name = 'b'; name < 'm'; name++) {
            char previous = (char) (name - 1);
            laughs.append(name + ": &" + name + " [" + ("*" + previous + ",").repeat(8) + "*" + previous + "]\n");
        }
        add("yaml", "a billion laughs", text(laughs.toString()));
        add(
                "yaml",
                "a billion laughs in a map",
                text("[\"java.util.HashMap\",{" + laughs.toString().strip().replace("\n", ",") + "}]"));
        add("yaml", "an alias of itself", text("&a [\"java.util.ArrayList\",[*a]]"));
        add("yaml", "merge keys", text("[\"java.util.HashMap\",{a: &a {b: 1}, <<: *a}]"));
        add(
                "yaml",
                "a tag with a class",
                text("!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://127.0.0.1:1/\"]]"));
        add("yaml", "deep dashes", repeated("- ", DEEP));
        add("yaml", "deep keys", repeated("? ", DEEP));
        add("yaml", "many documents", repeated("--- a\n", DEEP));
        add("yaml", "many anchors", repeated("&a ", DEEP));
        add("yaml", "a number in base 60", text("[\"java.math.BigInteger\"," + "59:".repeat(10_000) + "59]"));
        add("yaml", "a long comment", join(text("#"), repeated("a", DEEP)));
        add("yaml", "long indentation", join(repeated(" ", DEEP), text("a")));
    }

    private void addCbor() {
        add("cbor", "deep arrays", repeated(0x81, DEEP));
        add("cbor", "deep indefinite arrays", repeated(0x9F, DEEP));
        add("cbor", "deep maps", repeated(hex("A16161"), DEEP));
        add("cbor", "deep tags", repeated(0xC1, DEEP));
        add("cbor", "tags around nothing", join(repeated(0xD8, 2 * DEEP), new byte[] {(byte) 0xF6}));
        for (String length : new String[] {
            "5A7FFFFFFF",
            "5BFFFFFFFFFFFFFFFF",
            "7A7FFFFFFF",
            "7BFFFFFFFFFFFFFFFF",
            "9A7FFFFFFF",
            "9BFFFFFFFFFFFFFFFF",
            "BA7FFFFFFF",
            "BBFFFFFFFFFFFFFFFF",
            "C25A7FFFFFFF",
            "C35BFFFFFFFFFFFFFFFF"
        }) {
            add("cbor", "length " + length, hex(length + "00"));
        }
        add("cbor", "text of many parts", join(hex("7F"), repeated(hex("6161"), DEEP), hex("FF")));
        add("cbor", "bytes of many parts", join(hex("5F"), repeated(hex("4161"), DEEP), hex("FF")));
        add("cbor", "indefinite text in indefinite text", repeated(0x7F, DEEP));
        add("cbor", "a number of a megabyte", join(hex("C25A000F4240"), repeated(0xFF, MANY)));
        add("cbor", "a fraction with a large exponent", hex("C4821A7FFFFFFF01"));
        add("cbor", "a fraction with a large negative exponent", hex("C4823A7FFFFFFFC249010000000000000000"));
        add("cbor", "references to text that is not there", hex("D90100D8191AFFFFFFFF"));
    }

    private void addSmile() {
        byte[] head = hex("3A290A07");
        add("smile", "deep arrays", join(head, repeated(0xF8, DEEP)));
        add("smile", "deep objects", join(head, repeated(hex("FA8061"), DEEP)));
        add("smile", "many heads", repeated(head, DEEP));
        for (String token : new String[] {"E0", "E4", "E8", "FD", "24", "25", "26", "28", "29", "2A", "EC", "EF"}) {
            add("smile", "length of " + token, join(head, hex(token + "0F7F7F7FBF00")));
            add("smile", "negative length of " + token, join(head, hex(token + "7F7F7F7FFF00")));
            add("smile", "a megabyte of " + token, join(head, repeated(hex(token), MANY)));
        }
    }

    private void addOthers() {
        add("kryo", "deep lists", repeated(hex("0B0101"), DEEP));
        add("kryo", "deep arrays", repeated(hex("3F0101"), DEEP));
        add("fory", "noise behind the format", join(hex("16"), repeated(0xFF, DEEP)));
        add("fory", "zeros behind the format", join(hex("16"), new byte[DEEP]));
        for (int flag : new int[] {0, 1, 2, 4, 8}) {
            add("fory", "length with flag " + flag, join(new byte[] {0x16, (byte) flag}, hex("FFFFFFFFFFFFFF0F00")));
        }
        String name = "com.google.protobuf.Struct";
        byte[] struct = join(new byte[] {(byte) name.length()}, text(name));
        add("protobuf", "deep groups", join(struct, repeated(0x13, DEEP)));
        add("protobuf", "a long text", join(struct, hex("0AFFFFFFFF07")));
        add("protobuf", "a negative length", join(struct, hex("0AFFFFFFFFFFFFFFFFFF01")));
    }

    private void add(String codec, String what, byte[] payload) {
        values.put(
                codec + ": " + what,
                () -> ValueHeader.plain(Victims.idOf(codec)).before(payload));
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] repeated(String text, int times) {
        return text(text.repeat(times));
    }

    private static byte[] repeated(byte[] bytes, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length * times);
        for (int i = 0; i < times; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private static byte[] repeated(int value, int times) {
        byte[] bytes = new byte[times];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
