// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import io.jambry.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads a settings file: {@code .properties} in UTF-8, whose keys may leave out {@code jambry.}.
 *
 * <p>{@link Properties} does the reading, one logical line at a time, so that every value knows its line. Confined to one
 * thread.
 */
final class SettingsFile {

    private final String shownName;
    private final List<Given> given = new ArrayList<>();
    private final Map<SettingName, String> sources = new HashMap<>();

    private SettingsFile(String shownName) {
        this.shownName = shownName;
    }

    static List<Given> read(URL url, String shownName) {
        SettingsFile file = new SettingsFile(shownName);
        try {
            URLConnection connection = url.openConnection();
            // a cached jar would stay open and could not be replaced at redeploy
            connection.setUseCaches(false);
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                file.takeLines(reader.lines().toList());
            }
        } catch (IOException | UncheckedIOException failed) {
            throw new ConfigurationException("settings file " + shownName + " cannot be read", failed);
        }
        return Given.urlFirst(file.given);
    }

    private void takeLines(List<String> lines) {
        int at = 0;
        while (at < lines.size()) {
            int begin = at;
            StringBuilder logical = new StringBuilder(withoutByteOrderMark(lines.get(at++)));
            boolean entry = !isCommentOrBlank(logical);
            while (entry && endsOpen(logical) && at < lines.size()) {
                logical.append('\n').append(lines.get(at++));
            }
            if (entry) {
                takeEntry(logical.toString(), "file " + shownName + ":" + (begin + 1));
            }
        }
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static boolean isCommentOrBlank(CharSequence line) {
        String text = line.toString().stripLeading();
        return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
    }

    /** An odd number of backslashes at the end continues the line. */
    private static boolean endsOpen(CharSequence line) {
        int end = line.length();
        int begin = end;
        while (begin > 0 && line.charAt(begin - 1) == '\\') {
            begin--;
        }
        return (end - begin) % 2 == 1;
    }

    private void takeEntry(String logicalLine, String source) {
        Properties entry = new Properties();
        try {
            entry.load(new StringReader(logicalLine));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new ConfigurationException(
                    source + " has a malformed \\u escape: write four hexadecimal digits", malformed);
        }
        for (String key : entry.stringPropertyNames()) {
            SettingName name = Vocabulary.name(key, source);
            List<Given> values = Given.read(name, entry.getProperty(key, ""), source);
            String before = sources.put(name, source);
            if (before != null) {
                throw new ConfigurationException(
                        "setting '" + name.key() + "' is given twice, by " + before + " and " + source + ": keep one");
            }
            if (values.stream().anyMatch(value -> value.isFor(Vocabulary.CONFIG))) {
                throw new ConfigurationException("setting 'config' in " + source
                        + " has no effect, since the file is already found: take it out");
            }
            given.addAll(values);
        }
    }
}
