// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.ClassResolver;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Util;
import io.jambry.spi.ClassFilter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the objects of each class are written, and writes and reads which class it is: 0 for null, the number of a
 * {@linkplain BuiltIns built-in class} plus one, or 64 plus the place among the other classes of this stream. The first time,
 * the definition follows: the word for the class, and the fingerprint of its shape. Confined to one thread.
 */
@SuppressWarnings("rawtypes") // as Kryo declares it
final class StreamClasses implements ClassResolver {

    private static final int FIRST_PLACE = BuiltIns.END + 1;

    private final ClassFilter filter;
    private final Vocabulary vocabulary;
    private final JavaForm javaForm;
    private final Map<Class<?>, Registration> byClass = new HashMap<>();
    private final @Nullable Registration[] byId = new @Nullable Registration[BuiltIns.END];

    private @Nullable Class<?> lastClass;
    private @Nullable Registration lastRegistration;

    private long stream = 1;
    private int written;
    private final List<StreamClass> read = new ArrayList<>();

    StreamClasses(ClassFilter filter, Vocabulary vocabulary, JavaForm javaForm) {
        this.filter = filter;
        this.vocabulary = vocabulary;
        this.javaForm = javaForm;
    }

    /** To be called once the Kryo of this is made, which brings classes of its own. */
    void addBuiltIns() {
        register(new Registration(Object.class, javaForm, BuiltIns.JAVA));
        // a mere Object has no content, and it is not what others are
        byClass.remove(Object.class);
        BuiltIns.addTo(this);
    }

    Registration registrationOf(Class<?> type) {
        Registration last = lastRegistration;
        if (type == lastClass && last != null) {
            return last;
        }
        Registration registration = byClass.get(type);
        if (registration == null) {
            registration = make(type);
            byClass.put(type, registration);
        }
        lastClass = type;
        lastRegistration = registration;
        return registration;
    }

    private Registration make(Class<?> type) {
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return ofEnum(type.isEnum() ? type : type.getSuperclass());
        }
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            require(type);
            return named(type, new ArrayForm(type.getComponentType()), Shape.fingerprint("array\n" + type.getName()));
        }
        if (SerializedForm.isOf(type)) {
            if (!JdkClasses.contains(type)) {
                require(type);
            }
            return new Registration(type, javaForm, BuiltIns.JAVA);
        }
        SerializedForm.requireNone(type);
        require(type);
        Shape shape = Shape.of(type);
        Constructor<?> constructor = shape.constructor();
        Serializer<?> form = constructor == null ? new ObjectForm(shape) : new RecordForm(shape, constructor);
        return named(type, form, shape.fingerprint());
    }

    private Registration ofEnum(Class<?> type) {
        require(type);
        return byClass.computeIfAbsent(
                type,
                unknown -> named(unknown, new EnumForm(unknown), Shape.fingerprint("enum\n" + unknown.getName())));
    }

    private void require(Class<?> type) {
        try {
            filter.require(type);
        } catch (IOException e) {
            throw new Refusal(e);
        }
    }

    private StreamClass named(Class<?> type, Serializer<?> form, int fingerprint) {
        vocabulary.requireWritable(type);
        return new StreamClass(type, form, fingerprint);
    }

    @Override
    public @Nullable Registration writeClass(Output out, @Nullable Class type) {
        if (type == null) {
            out.writeByte(0);
            return null;
        }
        Registration registration = registrationOf((Class<?>) type);
        if (registration instanceof StreamClass streamClass) {
            write(out, streamClass);
        } else {
            out.writeVarInt(registration.getId() + 1, true);
        }
        return registration;
    }

    private void write(Output out, StreamClass type) {
        if (type.isIn(stream)) {
            out.writeVarInt(FIRST_PLACE + type.place(), true);
            return;
        }
        type.define(stream, written++);
        out.writeVarInt(FIRST_PLACE + type.place(), true);
        vocabulary.write(out, type.getType());
        out.writeInt(type.fingerprint());
    }

    @Override
    public @Nullable Registration readClass(Input in) {
        int word = in.readVarInt(true);
        if (word == 0) {
            return null;
        }
        if (word < 0 || word > FIRST_PLACE + read.size()) {
            throw new Refusal("it holds an object of a class that is not told; it is damaged");
        }
        if (word < FIRST_PLACE) {
            Registration builtIn = byId[word - 1];
            if (builtIn == null) {
                throw new Refusal("it holds an object of a class that is not told; it is damaged");
            }
            return builtIn;
        }
        int place = word - FIRST_PLACE;
        return place < read.size() ? read.get(place) : readDefinition(in);
    }

    private StreamClass readDefinition(Input in) {
        Class<?> type = vocabulary.read(in);
        if (type.isPrimitive()
                || type.isInterface()
                || (Modifier.isAbstract(type.getModifiers()) && !type.isEnum() && !type.isArray())) {
            throw new Refusal("it holds an object of a class that has none, or it is damaged");
        }
        int fingerprint = in.readInt();
        if (!(registrationOf(type) instanceof StreamClass streamClass) || streamClass.fingerprint() != fingerprint) {
            throw new Refusal("class " + type.getName() + " changed since it was written: its fields are others now, or"
                    + " their types or their order; values of the class as it was cannot be read");
        }
        read.add(streamClass);
        return streamClass;
    }

    @Override
    public void setKryo(Kryo kryo) {
        // nothing here needs it
    }

    @Override
    public Registration register(Registration registration) {
        lastClass = null;
        byClass.put(registration.getType(), registration);
        byClass.put(Util.getWrapperClass(registration.getType()), registration);
        byId[registration.getId()] = registration;
        return registration;
    }

    @Override
    public @Nullable Registration unregister(int id) {
        return null;
    }

    @Override
    public Registration registerImplicit(Class type) {
        return registrationOf((Class<?>) type);
    }

    @Override
    public @Nullable Registration getRegistration(Class type) {
        return byClass.get((Class<?>) type);
    }

    @Override
    public @Nullable Registration getRegistration(int id) {
        return id < byId.length ? byId[id] : null;
    }

    @Override
    public void reset() {
        stream++;
        written = 0;
        read.clear();
    }
}
