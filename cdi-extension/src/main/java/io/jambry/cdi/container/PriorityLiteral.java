// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import jakarta.annotation.Priority;
import jakarta.enterprise.util.AnnotationLiteral;
import java.io.Serial;

/** A priority that is known only at deployment. */
@SuppressWarnings("ClassExplicitlyAnnotation") // that is what a literal is
final class PriorityLiteral extends AnnotationLiteral<Priority> implements Priority {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int value;

    PriorityLiteral(int value) {
        this.value = value;
    }

    @Override
    public int value() {
        return value;
    }
}
