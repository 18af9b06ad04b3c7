// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import io.jambry.spi.ClassFilter;
import java.io.IOException;

/** Kryo's class names, each of which must be allowed before it is looked at. Confined to one thread. */
final class FilteredClasses extends DefaultClassResolver {

    private final ClassFilter filter;

    FilteredClasses(ClassFilter filter) {
        this.filter = filter;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    public Registration registerImplicit(Class type) {
        if (!JdkClasses.contains(type)) {
            require((Class<?>) type);
            return super.registerImplicit(type);
        }
        // the serializers of Kryo for value types run nothing else
        if (!type.getPackageName().equals("java.util") && !type.getPackageName().equals("java.time")) {
            require((Class<?>) type);
        }
        if (kryo.getDefaultSerializer(type) instanceof FieldSerializer) {
            throw new Refusal("class " + type.getName() + " of the JDK has no layout that can be read");
        }
        return super.registerImplicit(type);
    }

    @Override
    protected Registration readName(Input in) {
        try {
            return super.readName(in);
        } catch (KryoException e) {
            throw new Refusal("a class in it is not on the class path, or it is damaged");
        }
    }

    private void require(Class<?> type) {
        try {
            filter.require(type);
        } catch (IOException e) {
            throw new Refusal(e);
        }
    }
}
