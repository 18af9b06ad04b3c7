// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.clock;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * An agent that lets a whole node live at another time: every class that is not of the JDK, be it ours, the application's, a library's or
 * the container's, asks {@link NodeTime} where it asks the JDK for the time. What measures how long something takes stays as it is, as on
 * a machine whose clock is wrong.
 */
public final class ShiftedClock implements ClassFileTransformer {

    private static final String NODE_TIME = Type.getInternalName(NodeTime.class);
    private static final String DATE = "java/util/Date";

    /** What is called, and the method of {@link NodeTime} that is called instead, which has the same parameters and result. */
    private static final Map<String, String> INSTEAD = instead();

    /** A class that has none of these in its constants asks nobody for the time. */
    private static final String[] SIGNS = {"currentTimeMillis", DATE, "java/util/Calendar", "java/time/"};

    private ShiftedClock() {}

    /**
     * Called before the program.
     *
     * @param shift by how many ms the node is ahead; less than 0 if it is behind
     */
    public static void premain(String shift, Instrumentation instrumentation) {
        NodeTime.shift(Long.parseLong(shift));
        instrumentation.addTransformer(new ShiftedClock());
    }

    private static Map<String, String> instead() {
        Map<String, String> methods = new HashMap<>();
        methods.put("java/lang/System.currentTimeMillis()J", "currentTimeMillis");
        Stream.of("Instant", "LocalDate", "LocalDateTime", "OffsetDateTime", "ZonedDateTime")
                .forEach(type -> methods.put(
                        "java/time/" + type + ".now()Ljava/time/" + type + ";",
                        Character.toLowerCase(type.charAt(0)) + type.substring(1)));
        methods.put("java/time/ZonedDateTime.now(Ljava/time/ZoneId;)Ljava/time/ZonedDateTime;", "zonedDateTime");
        methods.put("java/time/Clock.systemUTC()Ljava/time/Clock;", "systemUTC");
        methods.put("java/time/Clock.systemDefaultZone()Ljava/time/Clock;", "systemDefaultZone");
        methods.put("java/time/Clock.system(Ljava/time/ZoneId;)Ljava/time/Clock;", "system");
        Stream.of("", "Ljava/util/TimeZone;", "Ljava/util/TimeZone;Ljava/util/Locale;")
                .forEach(parameters -> methods.put(
                        "java/util/Calendar.getInstance(" + parameters + ")Ljava/util/Calendar;", "calendar"));
        return methods;
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> before, ProtectionDomain domain, byte[] bytes) {
        if (loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || name == null
                || name.startsWith("org/objectweb/asm/")
                || name.startsWith("io/jambry/sessions/clock/NodeTime")
                || name.startsWith("io/jambry/sessions/clock/ShiftedClock")
                || !mayAsk(bytes)) {
            return null;
        }
        try {
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new Asking(writer), 0);
            return writer.toByteArray();
        } catch (RuntimeException e) {
            // the JVM would go on with the class as it was, and the test would show nothing
            System.err.println(name + " cannot be given another clock: " + e);
            Runtime.getRuntime().halt(3);
            return null;
        }
    }

    private static boolean mayAsk(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return Stream.of(SIGNS).anyMatch(text::contains);
    }

    private static final class Asking extends ClassVisitor {

        Asking(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            return new AskingMethod(super.visitMethod(access, name, type, signature, exceptions));
        }
    }

    private static final class AskingMethod extends MethodVisitor {

        AskingMethod(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int code, String owner, String name, String type, boolean onInterface) {
            String instead = INSTEAD.get(owner + "." + name + type);
            if (code == Opcodes.INVOKESTATIC && instead != null) {
                super.visitMethodInsn(code, NODE_TIME, instead, type, false);
            } else if (code == Opcodes.INVOKESPECIAL && owner.equals(DATE) && (name + type).equals("<init>()V")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, NODE_TIME, "currentTimeMillis", "()J", false);
                super.visitMethodInsn(code, DATE, name, "(J)V", false);
            } else {
                super.visitMethodInsn(code, owner, name, type, onInterface);
            }
        }

        /** References to methods, such as {@code System::currentTimeMillis}. */
        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            Object[] others = arguments.clone();
            for (int i = 0; i < others.length; i++) {
                if (others[i] instanceof Handle handle) {
                    others[i] = instead(handle);
                }
            }
            super.visitInvokeDynamicInsn(name, type, bootstrap, others);
        }

        private static Handle instead(Handle handle) {
            String instead = INSTEAD.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
            if (handle.getTag() == Opcodes.H_INVOKESTATIC && instead != null) {
                return new Handle(Opcodes.H_INVOKESTATIC, NODE_TIME, instead, handle.getDesc(), false);
            }
            if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL
                    && handle.getOwner().equals(DATE)
                    && handle.getDesc().equals("()V")) {
                return new Handle(Opcodes.H_INVOKESTATIC, NODE_TIME, "date", "()L" + DATE + ";", false);
            }
            return handle;
        }
    }
}
