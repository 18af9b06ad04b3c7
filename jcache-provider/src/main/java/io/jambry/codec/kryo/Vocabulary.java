// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The word for a class in the definitions of a stream: its name, or its number among registered classes. */
interface Vocabulary {

    /** Refuses a class that {@link #read} would not give for what {@link #write} writes. */
    void requireWritable(Class<?> type);

    void write(Output out, Class<?> type);

    /** Finds the class without initialising it. */
    Class<?> read(Input in);

    /** Names, to be found by the loader of the cache. Confined to one thread. */
    final class Names implements Vocabulary {

        private static final int LONGEST = 500;
        private static final Pattern FIT_FOR_MESSAGES = Pattern.compile("[\\p{Alnum}_$.\\[;-]+");

        private final ClassLoader loader;
        private final Map<String, Class<?>> known = new HashMap<>();

        Names(ClassLoader loader) {
            this.loader = loader;
        }

        @Override
        public void requireWritable(Class<?> type) {
            if (known.computeIfAbsent(type.getName(), this::find) != type) {
                throw new Refusal(
                        "class " + type.getName() + " is another one to the class loader of the cache manager, so"
                                + " it would not be read as it is; make the manager with the loader of the application");
            }
        }

        @Override
        public void write(Output out, Class<?> type) {
            out.writeString(type.getName());
        }

        @Override
        public Class<?> read(Input in) {
            String name = ScalarForm.text(in);
            return known.computeIfAbsent(name, this::find);
        }

        private Class<?> find(String name) {
            try {
                if (name.length() <= LONGEST) {
                    return Class.forName(name, /* initialize= */ false, loader);
                }
            } catch (ClassNotFoundException | LinkageError e) {
                if (FIT_FOR_MESSAGES.matcher(name).matches()) {
                    throw new Refusal("class " + name + " is not on the class path");
                }
            }
            throw new Refusal("it names a class that has no such name; it is damaged");
        }
    }

    /** Numbers of registered classes; others are refused. Thread-safe. */
    final class Numbers implements Vocabulary {

        private final List<Class<?>> registered;
        private final Map<Class<?>, Integer> numbers = new HashMap<>();
        private final String cacheName;

        Numbers(List<Class<?>> registered, String cacheName) {
            this.registered = List.copyOf(registered);
            this.cacheName = cacheName;
            for (int i = 0; i < registered.size(); i++) {
                numbers.putIfAbsent(registered.get(i), i);
            }
        }

        @Override
        public void requireWritable(Class<?> type) {
            if (!numbers.containsKey(type)) {
                throw new Refusal("class " + type.getName() + " is not registered for Kryo values of cache '"
                        + cacheName + "'; add it at the end of the classes that the codec is made with");
            }
        }

        @Override
        public void write(Output out, Class<?> type) {
            out.writeVarInt(requireNonNull(numbers.get(type)), true);
        }

        @Override
        public Class<?> read(Input in) {
            int number = in.readVarInt(true);
            if (number < 0 || number >= registered.size()) {
                throw new Refusal("it holds a class of number " + number + ", and " + registered.size()
                        + " are registered for Kryo values of cache '" + cacheName + "'");
            }
            return registered.get(number);
        }
    }
}
