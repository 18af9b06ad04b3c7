// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import java.io.File;
import java.net.URISyntaxException;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite of the annotations of JSR-107, inside of a server, which is the one of this run. */
@ExtendWith(ArquillianExtension.class)
class StandardAnnotationsOnServerTest extends StandardAnnotationsTest {

    @Deployment
    static WebArchive application() throws URISyntaxException {
        WebArchive sample =
                ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("application.cdi")));
        return ShrinkWrap.create(WebArchive.class, "suite.war")
                .merge(sample, Filters.include("/WEB-INF/lib/.*"))
                .addAsLibraries(jar(Assertions.class), jar(ByteBuddy.class))
                .addClasses(Container.class, StandardAnnotationsTest.class, StandardAnnotationsOnServerTest.class)
                .addAsWebInfResource(
                        new StringAsset("<beans bean-discovery-mode=\"annotated\" version=\"4.0\"/>"), "beans.xml")
                .addAsResource(new StringAsset("url = memory:\n"), "jambry.properties");
    }

    private static File jar(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
