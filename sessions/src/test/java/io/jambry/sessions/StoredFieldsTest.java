// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredFieldsTest {

    private final StoredFields fields = new Fields()
            .and("a:name", 3)
            .and("a:cart", 5)
            .and(StoredFields.PRINCIPAL, 7)
            .stored();
    private final Delta delta = new Delta();

    @Test
    void with_anotherValue_hasItAndLeavesTheFormerAsItWas() {
        delta.written.put("a:cart", new byte[50]);

        StoredFields later = fields.with(delta);

        assertThat(later.get("a:cart")).hasSize(50);
        assertThat(later.get("a:name")).isSameAs(fields.get("a:name"));
        assertThat(fields.get("a:cart")).hasSize(5);
        assertThat(later.attributes()).containsExactlyInAnyOrder("cart", "name");
        assertThat(later.attributeBytes()).isEqualTo(4 + 3 + 4 + 50);
    }

    @Test
    void with_fieldsThatComeAndGo_hasThose() {
        delta.written.put("a:new", new byte[1]);
        delta.written.put("a:name", new byte[2]);
        delta.removed.add("a:cart");
        delta.removed.add(StoredFields.PRINCIPAL);

        StoredFields later = fields.with(delta);

        assertThat(later.attributes()).containsExactlyInAnyOrder("name", "new");
        assertThat(later.get("a:name")).hasSize(2);
        assertThat(later.has(StoredFields.PRINCIPAL)).isFalse();
        assertThat(later.attributeBytes()).isEqualTo(4 + 2 + 3 + 1);
        assertThat(fields.attributes()).containsExactlyInAnyOrder("cart", "name");
    }

    @Test
    void with_onlyWhatIsNotThereRemoved_isTheSame() {
        delta.removed.add("a:other");

        assertThat(fields.with(delta).attributes()).containsExactlyInAnyOrder("cart", "name");
        assertThat(fields.with(delta).attributeBytes()).isEqualTo(fields.attributeBytes());
    }

    @Test
    void attributeBytes_anotherPrincipal_doNotCountIt() {
        delta.written.put(StoredFields.PRINCIPAL, new byte[100]);

        assertThat(fields.with(delta).get(StoredFields.PRINCIPAL)).hasSize(100);
        assertThat(fields.with(delta).attributeBytes()).isEqualTo(4 + 3 + 4 + 5);
    }

    @Test
    void of_theSameNamesInAnotherOrder_sharesThem() {
        StoredFields other = new Fields()
                .and(StoredFields.PRINCIPAL, 1)
                .and("a:cart", 2)
                .and("a:name", 3)
                .stored();

        assertThat(FieldNames.of(names(other))).isSameAs(FieldNames.of(names(fields)));
        assertThat(other.get("a:cart")).hasSize(2);
    }

    @Test
    void of_manyNames_doesNotShareThem() {
        Fields many = new Fields();
        for (int i = 0; i < 65; i++) {
            many.and("a:" + i, i);
        }

        assertThat(FieldNames.of(names(many.stored()))).isNotSameAs(FieldNames.of(names(many.stored())));
        assertThat(many.stored().get("a:64")).hasSize(64);
    }

    @Test
    void of_moreSetsOfNamesThanAreShared_haveTheirValues() {
        for (int i = 1; i < 600; i++) {
            String last = "a:other" + i;
            assertThat(new Fields().and("a:name", 1).and(last, i).stored().get(last))
                    .hasSize(i);
        }
        assertThat(fields.with(delta).get("a:name")).hasSize(3);
    }

    private static Set<String> names(StoredFields fields) {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach((name, value) -> names.add(name));
        return names;
    }

    private static final class Fields {

        private final Map<String, byte[]> fields = new LinkedHashMap<>();

        Fields and(String field, int bytes) {
            fields.put(field, new byte[bytes]);
            return this;
        }

        StoredFields stored() {
            return StoredFields.of(fields);
        }
    }
}
