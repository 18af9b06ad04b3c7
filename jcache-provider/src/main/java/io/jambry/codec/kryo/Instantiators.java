// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.InstantiatorStrategy;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Makes objects by their constructor without parameters, and without a constructor where there is none. Thread-safe. */
final class Instantiators implements InstantiatorStrategy {

    private final InstantiatorStrategy withoutConstructor = new StdInstantiatorStrategy();

    @Override
    public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
        Constructor<T> constructor;
        try {
            constructor = type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            return withoutConstructor.newInstantiatorOf(type);
        }
        return constructor.trySetAccessible() ? () -> make(constructor) : withoutConstructor.newInstantiatorOf(type);
    }

    private static <T> T make(Constructor<T> constructor) {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new Refusal(
                    "the constructor of class "
                            + constructor.getDeclaringClass().getName() + " threw "
                            + e.getTargetException().getClass().getName(),
                    e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new Refusal(
                    "class " + constructor.getDeclaringClass().getName() + " cannot be instantiated: is it abstract?");
        }
    }
}
