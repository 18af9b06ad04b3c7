// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.ObjectArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.StringArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers.PriorityQueueSerializer;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Kryo's serializers of what has a size, which claim it before they allocate; their layouts are unchanged. */
@SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares it
final class Sized {

    private Sized() {}

    private static void claim(Input in, int size) {
        ((BoundedInput) in).claim(size);
    }

    /** Claims a length that is one more than that of the array, without reading it. */
    private static void claimArray(Input in) {
        int start = in.position();
        claim(in, Math.max(0, in.readVarInt(true) - 1));
        in.setPosition(start);
    }

    static final class Elements<T extends Collection<Object>> extends CollectionSerializer<T> {
        @Override
        protected T create(Kryo kryo, Input in, Class<? extends T> type, int size) {
            claim(in, size);
            return super.create(kryo, in, type, size);
        }
    }

    static final class Entries<T extends Map<Object, Object>> extends MapSerializer<T> {
        @Override
        protected T create(Kryo kryo, Input in, Class<? extends T> type, int size) {
            claim(in, size);
            return super.create(kryo, in, type, size);
        }
    }

    static final class FixedList extends CollectionSerializer<List<Object>> {
        FixedList() {
            setElementsCanBeNull(false);
        }

        @Override
        protected List<Object> create(Kryo kryo, Input in, Class<? extends List<Object>> type, int size) {
            claim(in, size);
            return new ArrayList<>(size);
        }

        @Override
        public List<Object> read(Kryo kryo, Input in, Class<? extends List<Object>> type) {
            return List.copyOf(super.read(kryo, in, type));
        }
    }

    static final class FixedSet extends CollectionSerializer<Set<Object>> {
        FixedSet() {
            setElementsCanBeNull(false);
        }

        @Override
        protected Set<Object> create(Kryo kryo, Input in, Class<? extends Set<Object>> type, int size) {
            claim(in, size);
            return new HashSet<>();
        }

        @Override
        public Set<Object> read(Kryo kryo, Input in, Class<? extends Set<Object>> type) {
            return Set.copyOf(super.read(kryo, in, type));
        }
    }

    static final class AsList extends CollectionSerializer<List<Object>> {
        @Override
        protected List<Object> create(Kryo kryo, Input in, Class<? extends List<Object>> type, int size) {
            claim(in, size);
            return new ArrayList<>(size);
        }

        @Override
        public List<Object> read(Kryo kryo, Input in, Class<? extends List<Object>> type) {
            return Arrays.asList(super.read(kryo, in, type).toArray());
        }
    }

    static final class Queue extends PriorityQueueSerializer {
        @Override
        protected PriorityQueue create(Kryo kryo, Input in, Class<? extends PriorityQueue> type, int size) {
            claim(in, size);
            return super.create(kryo, in, type, size);
        }
    }

    static final class ObjectArray extends ObjectArraySerializer {
        ObjectArray(Kryo kryo, Class<?> type) {
            super(kryo, type);
        }

        @Override
        public Object[] read(Kryo kryo, Input in, Class type) {
            claimArray(in);
            return super.read(kryo, in, type);
        }
    }

    static final class StringArray extends StringArraySerializer {
        @Override
        public String[] read(Kryo kryo, Input in, Class type) {
            claimArray(in);
            return super.read(kryo, in, type);
        }
    }
}
