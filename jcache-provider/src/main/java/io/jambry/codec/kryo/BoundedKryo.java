// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import io.jambry.codec.Unfolding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A Kryo that asks {@link StreamClasses} alone how a class is written, and counts how deep it is. Confined to one thread. */
final class BoundedKryo extends Kryo {

    /** Every link of a chain of objects costs stack. */
    static final int MOST_DEPTH = 500;

    /** Hashing a collection hashes all below it again, so collections that share members double the work at each level. */
    static final int MOST_COLLECTIONS = 24;

    private final StreamClasses classes;
    private final References references;
    private final Unfolding unfolding = new Unfolding();

    /** What was written that has elements, the outer before the inner. */
    private final List<Object> written = new ArrayList<>();

    private int collections;

    BoundedKryo(StreamClasses classes, References references) {
        super(classes, references);
        this.classes = classes;
        this.references = references;
        setOptimizedGenerics(false);
        setInstantiatorStrategy(new Instantiators());
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    public Registration getRegistration(Class type) {
        return classes.registrationOf((Class<?>) type);
    }

    /** Goes down into an object that is written. */
    void begin(Parts parts, Object object) {
        begin(parts);
        if (parts.areElements()) {
            written.add(object);
        }
        if (parts.makeIt()) {
            references.begin(object);
        }
    }

    /** Goes down into an object that is read. */
    void begin(Parts parts) {
        if (getDepth() > MOST_DEPTH) {
            throw new Refusal("objects are nested more than " + MOST_DEPTH + " deep");
        }
        if (parts.areElements()) {
            collections++;
            if (collections > MOST_COLLECTIONS) {
                throw new Refusal("collections are nested more than " + MOST_COLLECTIONS + " deep");
            }
        }
    }

    void endWriting(Parts parts) {
        end(parts);
        if (getDepth() == 1 && references.areShared()) {
            written.forEach(this::requireSmall);
        }
        if (parts.makeIt()) {
            references.end();
        }
    }

    void endReading(Parts parts, Object object) {
        end(parts);
        if (parts.areElements() && references.areShared()) {
            requireSmall(object);
        }
    }

    private void end(Parts parts) {
        if (parts.areElements()) {
            collections--;
        }
    }

    /** What shares nothing is as large as what it is made of, and need not be asked for. */
    private void requireSmall(Object object) {
        try {
            unfolding.require(object);
        } catch (IOException e) {
            throw new Refusal(e);
        }
    }

    @Override
    public void reset() {
        super.reset();
        unfolding.clear();
        written.clear();
    }
}
