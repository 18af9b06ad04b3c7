// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;

/** An object by its fields. */
final class ObjectForm extends Form<Object> {

    private final ShapedField[] fields;

    ObjectForm(Shape shape) {
        super(Parts.FIELDS);
        this.fields = shape.fields();
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, Object object) {
        for (ShapedField field : fields) {
            field.write(kryo, out, object);
        }
    }

    @Override
    Object readParts(BoundedKryo kryo, BoundedInput in, Class<?> type) {
        Object object = kryo.newInstance(type);
        kryo.reference(object);
        for (ShapedField field : fields) {
            field.readInto(kryo, in, object);
        }
        return object;
    }
}
