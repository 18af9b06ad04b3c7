// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;

/** The doors of this module: the core knows no servlets, and each container is named in one package. */
@AnalyzeClasses(packages = "io.jambry.sessions", importOptions = ImportOption.DoNotIncludeTests.class)
final class SessionsHouseTest {

    @ArchTest
    static final ArchRule core_knowsNoServletsAndNoContainer = noClasses()
            .that()
            .resideInAPackage("io.jambry.sessions")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.apache..", "io.undertow..", "org.eclipse.jetty..", "redis..");

    @ArchTest
    static final ArchRule microProfile_isNamedInOneClassOnly = noClasses()
            .that()
            .haveNameNotMatching(".*\\.MicroProfileValues(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile..");

    /** Clocks of nodes may differ. A session that the server does not know yet has no other time; Jetty wants the time, and is asked nothing of it. */
    @ArchTest
    static final ArchRule clocks_ofNodes_areAskedOnlyForSessionsThatTheServerDoesNotKnow = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(SessionData.class.getName())
            .and()
            .resideOutsideOfPackage("io.jambry.sessions.jetty")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Instant.class, Date.class);

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
