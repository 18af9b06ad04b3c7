// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The doors of this module: the core knows no servlets, and each container is named in one package. */
@AnalyzeClasses(packages = "io.jambry.sessions", importOptions = ImportOption.DoNotIncludeTests.class)
final class SessionsHouseTest {

    @ArchTest
    static final ArchRule core_knowsNoServletsAndNoContainer = noClasses()
            .that()
            .resideInAPackage("io.jambry.sessions")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.apache..", "io.undertow..", "org.eclipse..", "redis..");

    @ArchTest
    static final ArchRule tomcat_isNamedInItsPackageOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.jambry.sessions.tomcat")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache..");

    @ArchTest
    static final ArchRule undertow_isNamedInItsPackageOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.jambry.sessions.undertow")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.undertow..");

    @ArchTest
    static final ArchRule jetty_isNamedInItsPackageOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.jambry.sessions.jetty")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule jetty_servesEveryEnvironment_soItKnowsNoServlets = noClasses()
            .that()
            .resideInAPackage("io.jambry.sessions.jetty")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "javax.servlet..", "org.eclipse.jetty.ee..");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("io.jambry.sessions.(**)").should().beFreeOfCycles();
}
