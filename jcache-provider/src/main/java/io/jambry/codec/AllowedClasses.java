// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.ClassFilter;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The classes that one cache serializes. A configured pattern decides where it says something; else known value types, the
 * declared types with their packages, and the application's own code are in, and everything else is out.
 *
 * <p>Thread-safe. Decisions are kept with the classes, so that no class loader is kept alive.
 */
public final class AllowedClasses implements ClassFilter {

    private final ObjectInputFilter configured;
    private final Set<String> declaredNames = new HashSet<>();
    private final Set<String> declaredPackages = new HashSet<>();
    private final ApplicationCode application;
    private final String cacheName;

    // a value of this map must not hold the map, or it would never be let go
    private final ClassValue<Boolean> decisions = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return decide(type);
        }
    };

    public AllowedClasses(List<Class<?>> declaredTypes, String patterns, String cacheName) {
        this.cacheName = cacheName;
        this.configured = patterns(patterns);
        this.application = new ApplicationCode(declaredTypes);
        for (Class<?> declared : declaredTypes) {
            Class<?> type = element(declared);
            declaredNames.add(type.getName());
            if (!isOfJdk(type) && !type.getPackageName().isEmpty()) {
                declaredPackages.add(type.getPackageName());
            }
        }
    }

    /**
     * Lets an allowed class pass.
     *
     * @throws RefusedClassException if it is another one; the message names the class, where it comes from and the setting
     */
    @Override
    public void require(Class<?> type) throws RefusedClassException {
        if (!decisions.get(element(type))) {
            throw new RefusedClassException(element(type), advice(element(type)));
        }
    }

    private boolean decide(Class<?> type) {
        Status status = configured.checkInput(new ClassQuestion(type));
        if (status != Status.UNDECIDED) {
            return status == Status.ALLOWED;
        }
        return type.isPrimitive()
                || KnownClasses.contains(type)
                || declaredNames.contains(type.getName())
                || (!isOfJdk(type) && (declaredPackages.contains(type.getPackageName()) || application.contains(type)));
    }

    private String advice(Class<?> type) {
        return "class " + type.getName() + " (" + ApplicationCode.describe(type)
                + ") is not allowed in serialized values; if it is harmless, name it in setting 'jambry.caches."
                + cacheName
                + ".allow-classes', such as 'allow-classes = " + type.getName() + "'";
    }

    private ObjectInputFilter patterns(String patterns) {
        String setting = "'jambry.caches." + cacheName + ".allow-classes'";
        if (patterns.isBlank()) {
            return info -> Status.UNDECIDED;
        }
        if (patterns.indexOf('=') >= 0) {
            throw new IllegalArgumentException(setting
                    + " has a limit in it; limits have settings of their own: jdk-max-depth, jdk-max-references,"
                    + " jdk-max-array, max-value-bytes");
        }
        try {
            return ObjectInputFilter.Config.createFilter(patterns.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    setting + " is no list of patterns of java.io.ObjectInputFilter: " + e.getMessage(), e);
        }
    }

    private static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static Class<?> element(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    /** A question about a class alone. */
    private record ClassQuestion(Class<?> serialClass) implements ObjectInputFilter.FilterInfo {

        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 0;
        }
    }
}
