// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.util.MapReferenceResolver;
import com.esotericsoftware.kryo.util.Util;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows each object of a value by its place, so that it is written once and cycles end. Text, numbers and enum constants are
 * written as often as they occur. Confined to one thread.
 *
 * <p>What can be made only when its parts are there (a record, an immutable collection) cannot be a part of itself.
 */
@SuppressWarnings("rawtypes") // as Kryo declares it
final class References extends MapReferenceResolver {

    private final List<Object> unfinished = new ArrayList<>();
    private boolean shared;

    /** Notes that the parts of an object are written from now on, and that it is made from them. */
    void begin(Object whole) {
        unfinished.add(whole);
    }

    void end() {
        unfinished.remove(unfinished.size() - 1);
    }

    @Override
    public boolean useReferences(Class type) {
        return type != String.class && !Util.isWrapperClass(type) && !Enum.class.isAssignableFrom(type);
    }

    @Override
    public int getWrittenId(Object object) {
        int id = super.getWrittenId(object);
        if (id >= 0) {
            share();
            for (Object whole : unfinished) {
                if (whole == object) {
                    throw new Refusal("a " + object.getClass().getName()
                            + " is a part of itself, and it cannot be made before its parts are; break the cycle");
                }
            }
        }
        return id;
    }

    /** Notes that an object of this value has occurred twice, or may have. */
    void share() {
        shared = true;
    }

    /** Whether an object of this value has occurred twice, or may have. */
    boolean areShared() {
        return shared;
    }

    @Override
    public Object getReadObject(Class type, int id) {
        share();
        Object object = id >= 0 && id < readObjects.size() ? super.getReadObject(type, id) : null;
        if (object == null) {
            throw new Refusal("it refers to an object that is not there; it is damaged");
        }
        return object;
    }

    @Override
    public void reset() {
        super.reset();
        unfinished.clear();
        shared = false;
    }
}
