// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.CollectionSerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.ObjectArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers.StringArraySerializer;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import com.esotericsoftware.kryo.serializers.ImmutableCollectionsSerializers.JdkImmutableListSerializer;
import com.esotericsoftware.kryo.serializers.ImmutableCollectionsSerializers.JdkImmutableSetSerializer;
import com.esotericsoftware.kryo.serializers.MapSerializer;
import io.jambry.spi.ClassFilter;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Kryo as Redisson sets it up, with the same layouts, behind a filter and within the bounds of the bytes. Confined to one
 * thread.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares it
final class RedissonKryo extends Kryo {

    private final ClassFilter filter;

    RedissonKryo(ClassFilter filter, ClassLoader loader) {
        super(new FilteredClasses(filter), null);
        this.filter = filter;
        setClassLoader(loader);
        setInstantiatorStrategy(new Instantiators());
        setRegistrationRequired(false);
        setMaxDepth(BoundedKryo.MOST_DEPTH);
        addSerializers();
    }

    /** In the order of Redisson: each kind that JDK serialization writes has a stream of its own. */
    private void addSerializers() {
        for (Class<?> type : Collections.class.getDeclaredClasses()) {
            String name = type.getName();
            if (name.contains("Unmodifiable") || name.contains("Synchronized") || name.contains("Checked")) {
                addDefaultSerializer(type, java());
            }
        }
        addDefaultSerializer(EnumMap.class, java());
        addDefaultSerializer(Throwable.class, java());
        addDefaultSerializer(UUID.class, new DefaultSerializers.UUIDSerializer());
        addDefaultSerializer(URI.class, new DefaultSerializers.URISerializer());
        addDefaultSerializer(Pattern.class, new DefaultSerializers.PatternSerializer());
        addDefaultSerializer(SocketAddress.class, java());
        addDefaultSerializer(InetAddress.class, java());
        addDefaultSerializer(AtomicBoolean.class, new DefaultSerializers.AtomicBooleanSerializer());
        addDefaultSerializer(AtomicInteger.class, new DefaultSerializers.AtomicIntegerSerializer());
        addDefaultSerializer(AtomicLong.class, new DefaultSerializers.AtomicLongSerializer());
        addDefaultSerializer(AtomicReference.class, new DefaultSerializers.AtomicReferenceSerializer());
        addDefaultSerializer(ConcurrentHashMap.KeySetView.class, new KeySetViewSerializer());
    }

    private Serializer<Object> java() {
        return new JavaStreamSerializer(filter);
    }

    /** The serializer that Redisson takes, or one of the same layout that keeps the bounds. */
    @Override
    public Serializer getDefaultSerializer(Class type) {
        Serializer<?> serializer = super.getDefaultSerializer(type);
        Class<?> kind = serializer.getClass();
        if (kind == FieldSerializer.class) {
            return new FittingFieldSerializer(this, (Class<?>) type);
        }
        if (kind == CollectionSerializer.class) {
            return new Sized.Elements<>();
        }
        if (kind == MapSerializer.class) {
            return new Sized.Entries<>();
        }
        if (kind == JdkImmutableListSerializer.class) {
            return new Sized.FixedList();
        }
        if (kind == JdkImmutableSetSerializer.class) {
            return new Sized.FixedSet();
        }
        if (kind == DefaultSerializers.ArraysAsListSerializer.class) {
            return new Sized.AsList();
        }
        if (kind == DefaultSerializers.PriorityQueueSerializer.class) {
            return new Sized.Queue();
        }
        if (kind == ObjectArraySerializer.class) {
            return new Sized.ObjectArray(this, (Class<?>) type);
        }
        return kind == StringArraySerializer.class ? new Sized.StringArray() : serializer;
    }
}
