// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the test reports of one run say. A report counts only if its JVM had the namespace of this build, so what an
 * earlier build left in the directory is not counted.
 *
 * @param passed how many tests ran and neither failed nor were skipped
 * @param broken the tests that failed, ended with an error, or were skipped
 * @param excluded the tests that the TCK itself left out; it counts them as passed
 * @param providers the classes of the providers that the service loader found
 * @param settings the settings of Jambry that the run was given as system properties
 * @param millis how long the tests took in all
 */
record RunReports(
        int passed,
        List<String> broken,
        SortedSet<String> excluded,
        SortedSet<String> providers,
        Map<String, String> settings,
        long millis) {

    private static final Pattern PROVIDER = Pattern.compile("(?<![\\w.])provider=(\\S+)");

    int tests() {
        return passed + broken.size();
    }

    static RunReports read(Path directory, String namespace) {
        Reading reading = new Reading();
        for (Path file : reportsIn(directory)) {
            Element suite = parse(file);
            Map<String, String> settings = settingsOf(suite);
            if (namespace.equals(settings.get("jambry.namespace"))) {
                reading.add(suite, settings);
            }
        }
        return reading.done();
    }

    private static List<Path> reportsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("test reports in " + directory + " cannot be listed", e);
        }
    }

    private static Element parse(Path file) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("test report " + file + " cannot be read", e);
        }
    }

    private static Map<String, String> settingsOf(Element suite) {
        Map<String, String> settings = new TreeMap<>();
        for (Element property : elements(suite, "property")) {
            if (property.getAttribute("name").startsWith("jambry.")) {
                settings.put(property.getAttribute("name"), property.getAttribute("value"));
            }
        }
        return settings;
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static final class Reading {

        private int passed;
        private final List<String> broken = new ArrayList<>();
        private final SortedSet<String> excluded = new TreeSet<>();
        private final SortedSet<String> providers = new TreeSet<>();
        private Map<String, String> settings = Map.of();
        private double seconds;

        void add(Element suite, Map<String, String> settingsOfSuite) {
            settings = settingsOfSuite;
            for (Element test : elements(suite, "testcase")) {
                addTest(test);
            }
            String printed = suite.getTextContent();
            excluded.addAll(TckSuite.excludedIn(printed));
            Matcher provider = PROVIDER.matcher(printed);
            while (provider.find()) {
                providers.add(provider.group(1));
            }
        }

        private void addTest(Element test) {
            seconds += Double.parseDouble(test.getAttribute("time").replace(",", ""));
            boolean good = Stream.of("failure", "error", "skipped")
                    .allMatch(bad -> elements(test, bad).isEmpty());
            if (good) {
                passed++;
            } else {
                broken.add(test.getAttribute("classname") + "#" + test.getAttribute("name"));
            }
        }

        RunReports done() {
            return new RunReports(passed, broken, excluded, providers, settings, Math.round(seconds * 1000));
        }
    }
}
