// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * Lets Jackson use a class that came by name only if the filter of the cache lets it pass.
 *
 * <p>Names that Jackson would resolve itself, for {@code @JsonTypeInfo(use = CLASS)}, are refused altogether: it loads and
 * initialises the type arguments of such a name unasked.
 */
final class FilteredTypes extends PolymorphicTypeValidator {

    private static final long serialVersionUID = 1L;

    private final transient ClassNames names;

    FilteredTypes(ClassNames names) {
        this.names = names;
    }

    @Override
    public Validity validateBaseType(DatabindContext context, JavaType base) {
        throw RefusedValueException.unchecked("class " + base.getRawClass().getName()
                + " lets Jackson write class names by @JsonTypeInfo; use names of its own (use = NAME), or leave the"
                + " annotation out");
    }

    @Override
    public Validity validateSubClassName(DatabindContext context, JavaType base, String name) {
        names.find(name);
        return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubType(DatabindContext context, JavaType base, JavaType type) {
        names.require(type.getRawClass());
        return Validity.ALLOWED;
    }
}
