// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** A record by its components. */
final class RecordForm extends Form<Object> {

    private final ShapedField[] components;
    private final Constructor<?> constructor;

    RecordForm(Shape shape, Constructor<?> constructor) {
        super(Parts.COMPONENTS);
        this.components = shape.fields();
        this.constructor = constructor;
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, Object object) {
        for (ShapedField component : components) {
            component.write(kryo, out, object);
        }
    }

    @Override
    Object readParts(BoundedKryo kryo, BoundedInput in, Class<?> type) {
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = components[i].read(kryo, in);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new Refusal(
                    "record " + constructor.getDeclaringClass().getName() + " refuses its components with "
                            + e.getTargetException().getClass().getName(),
                    e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
