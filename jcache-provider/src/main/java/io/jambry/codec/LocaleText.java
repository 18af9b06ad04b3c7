// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.util.Locale;

/** A locale as its language tag, or as {@code _language_COUNTRY_variant} where the tag would lose something. */
final class LocaleText {

    private LocaleText() {}

    static String of(Locale locale) {
        String tag = locale.toLanguageTag();
        if (Locale.forLanguageTag(tag).equals(locale)) {
            return tag;
        }
        String text = "_" + locale.getLanguage() + "_" + locale.getCountry() + "_" + locale.getVariant();
        if (!parse(text).equals(locale)) {
            throw new IllegalArgumentException("a locale that has neither a language tag nor just three parts");
        }
        return text;
    }

    @SuppressWarnings("deprecation") // of(…) only exists since Java 19, and the builder refuses what is not well-formed
    static Locale parse(String text) {
        if (!text.startsWith("_")) {
            return Locale.forLanguageTag(text);
        }
        String[] parts = text.substring(1).split("_", 3);
        if (parts.length != 3) {
            throw new MalformedException("a locale of " + parts.length + " parts");
        }
        return new Locale(parts[0], parts[1], parts[2]);
    }
}
