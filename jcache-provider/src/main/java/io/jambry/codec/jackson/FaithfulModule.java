// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.Version;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.module.SimpleAbstractTypeResolver;

/** Tells Jackson which classes it may use, and how to restore what it would change. */
final class FaithfulModule extends JacksonModule {

    private final ClassNames names;
    private final Exactness exactness;

    FaithfulModule(ClassNames names, Exactness exactness) {
        this.names = names;
        this.exactness = exactness;
    }

    @Override
    public String getModuleName() {
        return FaithfulModule.class.getName();
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializers(new FilteredSerializers(names));
        context.addDeserializers(new FilteredDeserializers(names));
        context.addKeySerializers(new AnyKeySerializer.Provider());
        context.addKeyDeserializers(new AnyKeyDeserializer.Provider(names));
        context.addSerializerModifier(new DoubtfulSerializer.Modifier(exactness));
        context.addAbstractTypeResolver(new SimpleAbstractTypeResolver().addMapping(Set.class, LinkedHashSet.class));
    }
}
