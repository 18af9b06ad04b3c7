// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.DecodingException;
import io.jambry.structure.ElementForm;
import java.nio.charset.StandardCharsets;

/** How attributes are written: as the settings of the provider say, and encrypted ones for their session and name only. Thread-safe. */
final class AttributeForm {

    private final ElementForm<Object> form;

    AttributeForm(ElementForm<Object> form) {
        this.form = form;
    }

    byte[] encode(String uuid, String field, Object value) {
        return form.encode(value, place(uuid, field));
    }

    Object decode(String uuid, String field, byte[] bytes) {
        return form.decode(bytes, place(uuid, field));
    }

    boolean isWrittenAs(String uuid, String field, byte[] bytes, Object value) {
        return form.isWrittenAs(bytes, place(uuid, field), value);
    }

    /** Whether bytes are bound to their place, which is what encryption does, and nothing else. */
    boolean encrypts() {
        byte[] probe = form.encode("", place("here", ""));
        try {
            form.decode(probe, place("there", ""));
            return false;
        } catch (DecodingException e) {
            return true;
        }
    }

    private static byte[] place(String uuid, String field) {
        return String.join("\0", uuid, field).getBytes(StandardCharsets.UTF_8);
    }
}
