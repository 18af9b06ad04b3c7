// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/**
 * Tells the classes whose content is not what their fields hold: those that say by methods how JDK serialization is to write
 * them, those of the JDK and those that extend them, and lambdas. They are left to JDK serialization.
 */
final class SerializedForm {

    private SerializedForm() {}

    static boolean isOf(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type)) {
            return false;
        }
        if (Externalizable.class.isAssignableFrom(type) || type.isHidden()) {
            return true;
        }
        for (Class<?> part = type; part != null; part = part.getSuperclass()) {
            boolean plain = part == Object.class || part == Record.class || part == Number.class;
            if (!plain && ((JdkClasses.contains(part) && Serializable.class.isAssignableFrom(part)) || saysHow(part))) {
                return true;
            }
        }
        return false;
    }

    /** Refuses a class that is not of this kind, and that its fields do not tell either. */
    static void requireNone(Class<?> type) {
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            if (part.isHidden()) {
                throw new Refusal("class " + type.getName().replaceAll("/.*", "")
                        + " is a lambda or made at run time; keep it out of the value");
            }
            if (JdkClasses.contains(part) && (part == type || hasState(part))) {
                throw new Refusal(
                        "class " + type.getName() + (part == type ? " is" : " extends " + part.getName() + ",")
                                + " a class of the JDK that is not serializable; keep it out of the value");
            }
        }
        if (type == Object.class) {
            throw new Refusal("a mere java.lang.Object is equal to nothing else; keep it out of the value");
        }
    }

    private static boolean hasState(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .anyMatch(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0);
    }

    private static boolean saysHow(Class<?> type) {
        return has(type, "writeObject", ObjectOutputStream.class)
                || has(type, "readObject", ObjectInputStream.class)
                || has(type, "writeReplace")
                || has(type, "readResolve")
                || hasSerialFields(type);
    }

    private static boolean has(Class<?> type, String name, Class<?>... parameters) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method ->
                        method.getName().equals(name) && Arrays.equals(method.getParameterTypes(), parameters));
    }

    private static boolean hasSerialFields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .anyMatch(field -> field.getName().equals("serialPersistentFields"));
    }
}
