// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Kryo's fields, which must hold what fits them: Kryo itself sets them without a look. */
final class FittingFieldSerializer extends FieldSerializer<Object> {

    private final List<Field> objects = new ArrayList<>();

    FittingFieldSerializer(Kryo kryo, Class<?> type) {
        super(kryo, type);
        for (CachedField cached : getFields()) {
            if (!cached.getField().getType().isPrimitive()) {
                objects.add(cached.getField());
            }
        }
    }

    @Override
    public Object read(Kryo kryo, Input in, Class<?> type) {
        Object object = super.read(kryo, in, type);
        try {
            for (Field field : objects) {
                Object value = field.get(object);
                if (value != null && !field.getType().isInstance(value)) {
                    throw new Refusal("the fields of class " + type.getName()
                            + " are not those that were written; it changed, or the value is damaged");
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return object;
    }
}
