// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheDefinitionException;
import io.jambry.provider.FormNote.Unread;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what does not bind the data with what the others do who have a cache open. Values that somebody writes and another cannot
 * read are refused or told, whichever comes in between; other differences are told.
 *
 * @param cacheName the cache
 * @param here the note of this JVM
 * @param strict whether what is told otherwise is refused
 */
record Notes(String cacheName, Map<String, String> here, boolean strict) {

    private static final System.Logger LOG = System.getLogger(Notes.class.getName());

    private static final String JVM = "jvm";

    /** Where this JVM is, for people who look for it. */
    private static final String THIS_JVM = thisJvm();

    /** A note that says which JVM has left it. */
    static Notes of(String cacheName, Map<String, String> note, boolean strict) {
        Map<String, String> here = new TreeMap<>(note);
        here.put(JVM, THIS_JVM);
        return new Notes(cacheName, here, strict);
    }

    private static String thisJvm() {
        String process = "process " + ProcessHandle.current().pid();
        String host = System.getenv("HOSTNAME");
        return host == null || host.isBlank() ? process : process + " on " + host;
    }

    /**
     * Compares.
     *
     * @param others the notes of the others
     * @throws CacheDefinitionException if they write what is not read here, or differ in anything and that is refused
     */
    void compareWith(Collection<Map<String, String>> others) {
        for (Map<String, String> other : others) {
            requireReadable(other);
        }
        tellOfUnread(others);
        tellOfDifferences(others);
    }

    private void requireReadable(Map<String, String> other) {
        for (Unread unread : new FormNote(here).unreadOf(new FormNote(other))) {
            throw new CacheDefinitionException("cache '" + cacheName + "' is open elsewhere (" + jvm(other) + ") with "
                    + unread.written() + ", whose values are not read here; for 'jambry.caches." + cacheName + "', "
                    + unread.remedy());
        }
    }

    /** Tells who cannot read what is written here. */
    private void tellOfUnread(Collection<Map<String, String>> others) {
        Map<Unread, TreeSet<String>> readers = new LinkedHashMap<>();
        for (Map<String, String> other : others) {
            for (Unread unread : new FormNote(other).unreadOf(new FormNote(here))) {
                readers.computeIfAbsent(unread, none -> new TreeSet<>()).add(jvm(other));
            }
        }
        readers.forEach((unread, jvms) -> tell("cache '" + cacheName + "': values that are written here with "
                + unread.written() + " are not read by others who have it open (" + String.join(", ", jvms)
                + "); first " + unread.remedy() + " there, and write so when all of them have it"));
    }

    private void tellOfDifferences(Collection<Map<String, String>> others) {
        String differences = others.stream()
                .map(other -> settings(here).differenceTo(settings(other)))
                .filter(difference -> !difference.isEmpty())
                .distinct()
                .collect(Collectors.joining(" | "));
        if (!differences.isEmpty()) {
            tell("cache '" + cacheName + "' is open elsewhere with other settings (" + differences
                    + "); both are used, each by its JVM");
        }
    }

    /** What has to be the same, or is at least told of if it is not. */
    private static Definition settings(Map<String, String> note) {
        Map<String, String> settings = new TreeMap<>(note);
        settings.keySet().removeIf(property -> property.equals(JVM) || FormNote.isForm(property));
        return new Definition(settings);
    }

    private static String jvm(Map<String, String> note) {
        return note.getOrDefault(JVM, "a JVM that does not say which");
    }

    private void tell(String what) {
        if (strict) {
            throw new CacheDefinitionException(
                    what + "; setting 'strict' refuses that, so use the same settings, or set strict=false");
        }
        LOG.log(System.Logger.Level.WARNING, what);
    }
}
