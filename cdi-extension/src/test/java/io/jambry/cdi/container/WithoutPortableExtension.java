// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A class loader that does not know of our portable extension, and knows of {@link BuildExtensionAlone}. */
final class WithoutPortableExtension extends ClassLoader {

    private static final String PORTABLE = "META-INF/services/jakarta.enterprise.inject.spi.Extension";
    private static final String BUILD_COMPATIBLE =
            "META-INF/services/jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension";

    WithoutPortableExtension() {
        super(WithoutPortableExtension.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (name.equals(BUILD_COMPATIBLE)) {
            return Collections.enumeration(List.of(lines(BuildExtensionAlone.class.getName())));
        }
        Enumeration<URL> found = super.getResources(name);
        if (!name.equals(PORTABLE)) {
            return found;
        }
        List<URL> others = new ArrayList<>();
        for (URL url : Collections.list(found)) {
            try (InputStream in = url.openStream()) {
                if (!new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(JambryCdiExtension.class.getName())) {
                    others.add(url);
                }
            }
        }
        return Collections.enumeration(others);
    }

    private static URL lines(String content) throws IOException {
        return new URL(null, "lines:extension", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
                    }
                };
            }
        });
    }
}
