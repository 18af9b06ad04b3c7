// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries that are maps, each with a field for each key. Of two fields with one name, which others may write, the last one counts.
 *
 * @param names how keys are written
 * @param values how values are written
 */
record FieldsForm<F, X>(ElementForm<F> names, ElementForm<X> values) implements EntryForm<Map<F, X>> {

    @Override
    public List<byte[]> encode(Map<F, X> entry) {
        if (requireNonNull(entry, "value").isEmpty()) {
            throw new IllegalArgumentException("an entry without fields cannot be added to a stream");
        }
        List<byte[]> fields = new ArrayList<>(2 * entry.size());
        entry.forEach((name, value) -> {
            fields.add(names.encode(requireNonNull(name, "field")));
            fields.add(values.encode(requireNonNull(value, "value")));
        });
        return fields;
    }

    @Override
    public Map<F, X> decode(List<byte[]> fields) {
        Map<F, X> entry = new LinkedHashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            entry.put(names.decode(fields.get(i)), values.decode(fields.get(i + 1)));
        }
        return entry;
    }
}
