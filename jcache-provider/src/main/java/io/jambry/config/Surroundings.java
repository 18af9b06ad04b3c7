// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the JVM was started with.
 *
 * @param systemProperties those whose key and value are text
 * @param environment the variables of the process
 */
record Surroundings(Map<String, String> systemProperties, Map<String, String> environment) {

    static Surroundings ofThisJvm() {
        Properties system = System.getProperties();
        Map<String, String> texts = new TreeMap<>();
        for (String name : system.stringPropertyNames()) {
            String text = system.getProperty(name);
            if (text != null) { // another thread may have removed it
                texts.put(name, text);
            }
        }
        return new Surroundings(texts, System.getenv());
    }
}
