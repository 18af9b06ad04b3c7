// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignedObject;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;

/** What attackers of JDK serialization send: the beginnings and ends of the known chains, as far as the JDK has them. */
final class HostileStreams {

    private static final String[] CHAINS = {
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "sun.reflect.annotation.AnnotationInvocationHandler",
        "java.rmi.server.RemoteObjectInvocationHandler",
        "java.rmi.server.UnicastRemoteObject",
        "java.rmi.MarshalledObject",
        "sun.rmi.server.UnicastRef",
        "sun.rmi.server.ActivationGroupImpl",
        "sun.rmi.registry.RegistryImpl_Stub",
        "javax.management.remote.rmi.RMIConnectionImpl_Stub",
        "javax.management.BadAttributeValueExpException",
        "javax.swing.event.EventListenerList",
        "javax.swing.UIDefaults$TextAndMnemonicHashMap",
        "javax.naming.CompositeName",
        "javax.naming.ldap.LdapName",
        "javax.script.SimpleBindings",
        "com.sun.rowset.JdbcRowSetImpl",
        "com.sun.jndi.rmi.registry.ReferenceWrapper_Stub",
        "java.beans.beancontext.BeanContextSupport",
        "java.lang.invoke.SerializedLambda",
        "java.lang.ProcessBuilder",
        "java.net.URL",
        "java.net.InetAddress",
        "java.io.File",
        "java.security.SignedObject",
        "java.util.PriorityQueue",
        "java.util.concurrent.PriorityBlockingQueue",
        "java.util.logging.Level",
        "org.springframework.http.HttpStatus$Series",
        "org.hibernate.engine.spi.TypedValue$Unknown",
    };

    private HostileStreams() {}

    /** Streams of which each is refused. */
    static Map<String, byte[]> refused() throws IOException, GeneralSecurityException {
        Map<String, byte[]> streams = new LinkedHashMap<>();
        for (String name : CHAINS) {
            streams.put("class " + name, named(name));
        }
        streams.put(
                "DNS by hashing a URL",
                of(new HashMap<>(Map.of(URI.create("http://a.invalid/").toURL(), 1))));
        streams.put("annotation", of(FunctionalInterface.class.getAnnotations()[0]));
        streams.put("signed object", of(signed()));
        streams.put("lambda", of((Supplier<Object> & Serializable) () -> "a"));
        streams.put("queue", of(new PriorityQueue<>(List.of(1, 2))));
        streams.put("comparator that calls methods", of(new java.util.TreeMap<>((Comparator<Object> & Serializable)
                (a, b) -> 0)));
        streams.put("lists 100 000 deep", deepLists(100_000));
        streams.put("array of 2^31 - 1", array(Integer.MAX_VALUE));
        streams.put("array of -1", array(-1));
        streams.put("array of -2^31", array(Integer.MIN_VALUE));
        streams.put("bytes of 2^31 - 1", arrayOfBytes(Integer.MAX_VALUE));
        streams.put("bytes of 64 MiB", arrayOfBytes(64 << 20));
        streams.put("list of 2^31 - 1", list(Integer.MAX_VALUE));
        streams.put("list of -1", list(-1));
        streams.put("map of 2^31 - 1", map(Integer.MAX_VALUE, 1 << 30));
        streams.put("long text", head(0x7C, "7FFFFFFFFFFFFFFF"));
        streams.put("proxy of 2^31 - 1 interfaces", head(0x73, "7D7FFFFFFF"));
        streams.put("proxy of -1 interfaces", head(0x73, "7DFFFFFFFF"));
        streams.put("a reset", head(0x79, "70"));
        streams.put("an exception in writing", head(0x7B, "70"));
        streams.put("a reference to nothing", head(0x71, "007E0001"));
        streams.put("nothing", head(0x70, ""));
        return streams;
    }

    /** Streams that JDK serialization reads, which do no harm. */
    static Map<String, byte[]> harmless() throws IOException {
        return Map.of(
                "negative text", head(0x7C, "FFFFFFFFFFFFFFFF"),
                "two objects", HostileValues.join(of(new ArrayList<>()), new byte[] {0x70}),
                "map with 2^30 buckets", map(1, 1 << 30));
    }

    /** A stored value whose payload is a stream, alone or inside what Kryo gives to JDK serialization. */
    static byte[] valueOf(String codec, byte[] stream) {
        ValueHeader header = ValueHeader.plain(Victims.idOf(codec));
        if (codec.equals("jdk")) {
            return header.before(stream);
        }
        ByteArrayOutputStream length = new ByteArrayOutputStream();
        int rest = stream.length;
        for (; rest > 0x7F; rest >>>= 7) {
            length.write(rest | 0x80);
        }
        length.write(rest);
        return header.before(HostileValues.join(HostileValues.hex("0A01"), length.toByteArray(), stream));
    }

    /** Collections of which each holds one that is within it so many times, and a set around them. */
    static Map<String, Object> shared(int width, int depth) {
        Map<String, Object> shared = new LinkedHashMap<>();
        Object list = "end";
        Object entry = "end";
        Object array = "end";
        for (int i = 0; i < depth; i++) {
            list = new ArrayList<>(Collections.nCopies(width, list));
            Object[] elements = new Object[width];
            Arrays.fill(elements, array);
            array = Arrays.asList(elements);
        }
        for (int i = 0; i < 40; i++) {
            entry = new AbstractMap.SimpleEntry<>(entry, entry);
        }
        // members go in when they are small; the stream holds the final state
        List<Object> top = new ArrayList<>();
        shared.put("lists in a set", new HashSet<>(Set.of(top)));
        top.add(list);
        List<Object> topArray = Arrays.asList(new Object[1]);
        shared.put("arrays in a set", new HashSet<>(Collections.singleton(topArray)));
        topArray.set(0, array);
        Map.Entry<Object, Object> topEntry = new AbstractMap.SimpleEntry<>("a", null);
        shared.put("entries as a key", new HashMap<>(Collections.singletonMap(topEntry, 1)));
        topEntry.setValue(entry);
        return shared;
    }

    static byte[] of(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    /** An object of a class without fields, whatever that class really has. */
    private static byte[] named(String name) throws IOException {
        return written(out -> {
            out.writeByte(0x73);
            describe(out, name, 1L, 2);
        });
    }

    private static byte[] deepLists(int depth) throws IOException {
        return written(out -> {
            out.writeByte(0x73);
            describeList(out);
            for (int i = 1; i < depth; i++) {
                beginList(out, 1);
                out.writeShort(0x7371);
                out.writeInt(0x7E0000);
            }
            beginList(out, 1);
            out.writeByte(0x70);
            for (int i = 0; i < depth; i++) {
                out.writeByte(0x78);
            }
        });
    }

    private static byte[] list(int size) throws IOException {
        return written(out -> {
            out.writeByte(0x73);
            describeList(out);
            beginList(out, size);
            out.writeShort(0x7078);
        });
    }

    private static byte[] map(int size, int buckets) throws IOException {
        return written(out -> {
            out.writeByte(0x73);
            out.writeByte(0x72);
            out.writeUTF("java.util.HashMap");
            out.writeLong(ObjectStreamClass.lookup(HashMap.class).getSerialVersionUID());
            out.writeByte(3);
            out.writeShort(2);
            out.writeByte('F');
            out.writeUTF("loadFactor");
            out.writeByte('I');
            out.writeUTF("threshold");
            out.writeShort(0x7870);
            out.writeFloat(0.0001f);
            out.writeInt(buckets);
            out.writeShort(0x7708);
            out.writeInt(buckets);
            out.writeInt(size);
            out.writeInt(0x70707078);
        });
    }

    private static byte[] array(int length) throws IOException {
        return written(out -> {
            out.writeByte(0x75);
            describe(
                    out,
                    "[Ljava.lang.Object;",
                    ObjectStreamClass.lookup(Object[].class).getSerialVersionUID(),
                    2);
            out.writeInt(length);
        });
    }

    private static byte[] arrayOfBytes(int length) throws IOException {
        return written(out -> {
            out.writeByte(0x75);
            describe(out, "[B", ObjectStreamClass.lookup(byte[].class).getSerialVersionUID(), 2);
            out.writeInt(length);
        });
    }

    private static void describe(DataOutputStream out, String name, long uid, int flags) throws IOException {
        out.writeByte(0x72);
        out.writeUTF(name);
        out.writeLong(uid);
        out.writeByte(flags);
        out.writeShort(0);
        out.writeShort(0x7870);
    }

    private static void describeList(DataOutputStream out) throws IOException {
        out.writeByte(0x72);
        out.writeUTF("java.util.ArrayList");
        out.writeLong(ObjectStreamClass.lookup(ArrayList.class).getSerialVersionUID());
        out.writeByte(3);
        out.writeShort(1);
        out.writeByte('I');
        out.writeUTF("size");
        out.writeShort(0x7870);
    }

    private static void beginList(DataOutputStream out, int size) throws IOException {
        out.writeInt(size);
        out.writeShort(0x7704);
        out.writeInt(size);
    }

    private static byte[] head(int tag, String rest) throws IOException {
        return written(out -> {
            out.writeByte(tag);
            out.write(HostileValues.hex(rest));
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xACED0005);
        writing.to(out);
        return bytes.toByteArray();
    }

    private static Object signed() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        KeyPair keys = generator.generateKeyPair();
        return new SignedObject(
                new ArrayList<>(Arrays.asList(1)), keys.getPrivate(), Signature.getInstance("SHA256withECDSA"));
    }
}
