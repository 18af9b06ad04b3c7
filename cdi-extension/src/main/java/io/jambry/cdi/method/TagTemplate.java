// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheAnnotationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tag as it is written in an annotation, such as {@code author:{0}}.
 *
 * @param parts texts, and positions of parameters
 */
record TagTemplate(List<Object> parts) {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\d{1,3})\\}");

    private static final Set<Class<?>> TEXTS = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Character.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class);

    TagTemplate {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @param text the template
     * @param place where it stands, for messages
     * @param types those of the parameters; null for one that stands for something else
     * @throws CacheAnnotationException if it cannot be read, or names a parameter that has no text
     */
    static TagTemplate parse(String text, String place, List<@Nullable Class<?>> types) {
        List<Object> parts = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            addText(text, text.substring(end, matcher.start()), place, parts);
            int position = Integer.parseInt(matcher.group(1));
            requireText(position, place, text, types);
            parts.add(position);
            end = matcher.end();
        }
        addText(text, text.substring(end), place, parts);
        if (parts.isEmpty()) {
            throw new CacheAnnotationException(place + " has an empty tag: give it a name, or take it away");
        }
        return new TagTemplate(parts);
    }

    private static void addText(String template, String text, String place, List<Object> parts) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new CacheAnnotationException(place + " has the tag '" + template
                    + "': braces stand around the number of a parameter, counted from 0, such as 'author:{0}'");
        }
        if (!text.isEmpty()) {
            parts.add(text);
        }
    }

    private static void requireText(int position, String place, String template, List<@Nullable Class<?>> types) {
        if (position >= types.size()) {
            throw new CacheAnnotationException(place + " has the tag '" + template + "', and the method has "
                    + types.size() + " parameters, counted from 0: correct the number");
        }
        Class<?> type = types.get(position);
        if (type != null && !hasText(TypeRules.boxed(type))) {
            throw new CacheAnnotationException(
                    place + " has the tag '" + template + "', and parameter " + position + " is of type "
                            + type.getName()
                            + ", which has no text that tells equal ones: use one that is a text, a whole number, a UUID or an enum, or is of java.time");
        }
    }

    private static boolean hasText(Class<?> type) {
        return TEXTS.contains(type) || type.isEnum() || type.getName().startsWith("java.time.");
    }

    /**
     * The tag for a call.
     *
     * @param arguments those of the call
     */
    String of(@Nullable Object[] arguments) {
        StringBuilder tag = new StringBuilder();
        for (Object part : parts) {
            Object value = part instanceof Integer position ? arguments[position] : part;
            tag.append(value instanceof Enum<?> constant ? constant.name() : String.valueOf(value));
        }
        return tag.toString();
    }
}
