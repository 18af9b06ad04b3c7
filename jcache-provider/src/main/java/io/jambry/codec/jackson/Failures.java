// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What Jackson threw, as an IOException that names classes and fields. Its own messages quote content, so none is kept. */
final class Failures {

    private static final String NO_FORM = " has no form that Jackson writes and reads; give it a constructor without"
            + " arguments, make it a record, or annotate a constructor with @JsonCreator";

    private Failures() {}

    static IOException writing(Class<?> type, Throwable thrown) {
        IOException refusal = refusal(thrown);
        if (refusal != null) {
            return refusal;
        }
        if (thrown instanceof StackOverflowError || thrown instanceof StreamConstraintsException) {
            return new RefusedValueException(
                    "objects are nested more than " + Limits.DEPTH + " deep, or deeper than this thread's stack");
        }
        if (thrown instanceof InvalidDefinitionException e) {
            return new RefusedValueException("class "
                    + (e.getType() == null
                            ? type.getName()
                            : e.getType().getRawClass().getName()) + NO_FORM);
        }
        return thrown(thrown, "writing it", "Jackson does not write what is in class " + type.getName());
    }

    static IOException reading(Throwable thrown) {
        IOException refusal = refusal(thrown);
        if (refusal != null) {
            return refusal;
        }
        if (thrown instanceof StackOverflowError) {
            return new RefusedValueException("objects are nested deeper than this thread's stack");
        }
        if (thrown instanceof StreamConstraintsException) {
            return new RefusedValueException("it is nested more than " + Limits.DEPTH
                    + " deep, or has a number of more than " + Limits.DIGITS + " digits");
        }
        if (thrown instanceof StreamReadException) {
            return new RefusedValueException(
                    "its bytes are cut short or damaged (" + thrown.getClass().getSimpleName() + ")");
        }
        if (thrown instanceof InvalidDefinitionException e && e.getType() != null) {
            return new RefusedValueException(
                    "class " + e.getType().getRawClass().getName() + NO_FORM);
        }
        if (thrown instanceof MismatchedInputException e && foreign(e) == null) {
            Class<?> target = e.getTargetType();
            return new RefusedValueException("it does not fit "
                    + (target == null ? "its class" : "class " + target.getName()) + place(e) + " ("
                    + e.getClass().getSimpleName() + ")");
        }
        return thrown(thrown, "reading it", "its bytes are damaged");
    }

    private static IOException thrown(Throwable thrown, String deed, String trouble) {
        Throwable foreign = foreign(thrown);
        return foreign == null
                ? new RefusedValueException(trouble + " (" + thrown.getClass().getSimpleName() + ")")
                : new IOException(deed + " threw " + foreign.getClass().getName(), foreign);
    }

    private static @Nullable IOException refusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException unchecked) {
                return unchecked.getCause();
            }
            if (cause instanceof RefusedValueException refused) {
                return refused;
            }
        }
        return null;
    }

    /** What something else than Jackson threw: a constructor, a getter. */
    private static @Nullable Throwable foreign(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (!(cause instanceof JacksonException) && !(cause instanceof IOException)) {
                return cause;
            }
        }
        return null;
    }

    /** The field that did not fit; the keys of maps are content. */
    private static String place(JacksonException e) {
        List<JacksonException.Reference> path = e.getPath();
        if (path.isEmpty()) {
            return "";
        }
        JacksonException.Reference last = path.get(path.size() - 1);
        Object from = last.from();
        Class<?> owner = from instanceof Class<?> type ? type : from == null ? null : from.getClass();
        return owner == null || last.getPropertyName() == null || Map.class.isAssignableFrom(owner)
                ? ""
                : ", in field '" + last.getPropertyName() + "' of class " + owner.getName();
    }
}
