// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.cdi.CacheAnnotationException;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TagTemplateTest {

    private static final String PLACE = "@Cached on Books#find: 'tags'";

    private static TagTemplate parse(String text, Class<?>... types) {
        return TagTemplate.parse(text, PLACE, Arrays.asList(types));
    }

    @Test
    void template_takesArgumentsAsText() {
        UUID id = UUID.randomUUID();

        assertThat(parse("books").of(new Object[0])).isEqualTo("books");
        assertThat(parse("author:{0}", long.class).of(new Object[] {7L})).isEqualTo("author:7");
        assertThat(parse("{1}/{0}", DayOfWeek.class, UUID.class).of(new Object[] {DayOfWeek.MONDAY, id}))
                .isEqualTo(id + "/MONDAY");
        assertThat(parse("author:{0}", String.class).of(new Object[] {null})).isEqualTo("author:null");
    }

    @Test
    void template_unfit_isRefused() {
        assertThatThrownBy(() -> parse(""))
                .isInstanceOf(CacheAnnotationException.class)
                .hasMessage(PLACE + " has an empty tag: give it a name, or take it away");
        assertThatThrownBy(() -> parse("author:{name}", String.class))
                .hasMessage(
                        PLACE
                                + " has the tag 'author:{name}': braces stand around the number of a parameter, counted from 0, such as 'author:{0}'");
        assertThatThrownBy(() -> parse("author:{1}", String.class))
                .hasMessage(
                        PLACE
                                + " has the tag 'author:{1}', and the method has 1 parameters, counted from 0: correct the number");
        assertThatThrownBy(() -> parse("author:{0}", Thread.class))
                .hasMessageStartingWith(
                        PLACE
                                + " has the tag 'author:{0}', and parameter 0 is of type java.lang.Thread, which has no text that tells equal ones");
    }
}
