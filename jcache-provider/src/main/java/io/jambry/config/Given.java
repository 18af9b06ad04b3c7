// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import io.jambry.Setting;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value that a source gives to a setting.
 *
 * @param name what it is given to
 * @param text the value, already found to be good; of an object the name of its class
 * @param object the value itself where it is no text
 * @param source where it stands, such as {@code environment JAMBRY_URL}
 * @param urlSource where the URL stands that it is a part of; empty for a value that stands alone
 */
record Given(SettingName name, String text, @Nullable Object object, String source, String urlSource) {

    /** Takes a value as a source has it, and a URL apart. Refuses what the setting does not allow, naming the source. */
    static List<Given> read(SettingName name, String text, String source) {
        return name.setting() == Vocabulary.URL
                ? UrlParts.read(text, source)
                : List.of(checked(name, text, source, /* urlSource= */ ""));
    }

    static Given checked(SettingName name, String text, String source, String urlSource) {
        try {
            name.setting().parse(text);
        } catch (ConfigurationException refused) {
            throw new ConfigurationException(refused.getMessage() + "; it is given by " + source, refused);
        }
        return new Given(name, text, null, source, urlSource);
    }

    static Given ofObject(SettingName name, Object object, String source) {
        return new Given(name, object.getClass().getName(), object, source, /* urlSource= */ "");
    }

    static Given ofObjects(SettingName name, List<?> objects, String source) {
        String classes =
                objects.stream().map(object -> object.getClass().getName()).collect(Collectors.joining(", "));
        return new Given(name, classes, objects, source, /* urlSource= */ "");
    }

    /** What a URL says stands above what its own source says beside it. */
    static List<Given> urlFirst(List<Given> oneSource) {
        return oneSource.stream()
                .sorted(Comparator.comparing((Given given) -> given.urlSource.isEmpty()))
                .toList();
    }

    boolean isFor(Setting<?> setting) {
        return name.setting() == setting;
    }

    EffectiveSetting effective(String key) {
        return new EffectiveSetting(key, name.setting().shown(text), source);
    }

    /** The value is left out: it may be secret. */
    @Override
    public String toString() {
        return name.key() + " by " + source;
    }
}
