// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The doors between the rooms of the extension. */
@AnalyzeClasses(
        packages = {"io.jambry.cdi", "io.jambry.function"},
        importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseTest {

    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final String JCACHE = "javax.cache..";
    private static final String PROVIDER = "io.jambry";
    private static final String PROVIDER_SPI = "io.jambry.spi";
    private static final String STRUCTURE = "io.jambry.structure";
    private static final String LOCK = "io.jambry.lock";
    private static final String FUNCTION = "io.jambry.function";
    private static final String API = "io.jambry.cdi";
    private static final String METHOD = "io.jambry.cdi.method";
    private static final String CONTAINER = "io.jambry.cdi.container";
    private static final String CDI = "jakarta..";
    private static final String STRATEGY = "io.jambry.function.strategy";
    private static final String MUTINY_RESULTS = "io.jambry.cdi.mutiny";
    private static final String MUTINY = "io.smallrye.mutiny..";
    private static final String REACTOR_RESULTS = "io.jambry.cdi.reactor";
    private static final String REACTOR = "reactor..";
    private static final String MICROPROFILE = "org.eclipse.microprofile.config..";
    private static final String HEALTH = "org.eclipse.microprofile.health..";
    private static final String NAMING = "javax.naming..";

    @ArchTest
    static final ArchRule functions_knowJSR107AndTheProviderOnly = classes()
            .that()
            .resideInAPackage(FUNCTION)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", JSPECIFY, JCACHE, PROVIDER, PROVIDER_SPI, FUNCTION));

    @ArchTest
    static final ArchRule methods_knowNoContainer = classes()
            .that()
            .resideInAPackage(METHOD)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..", JSPECIFY, JCACHE, MICROPROFILE, PROVIDER, PROVIDER_SPI, FUNCTION, API, METHOD));

    @ArchTest
    static final ArchRule everything_knowsThePublicProviderOnly = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", JSPECIFY, JCACHE, MICROPROFILE, HEALTH, NAMING, CDI)
                    .or(resideInAnyPackage(MUTINY, MUTINY_RESULTS, REACTOR, REACTOR_RESULTS, STRATEGY))
                    .or(resideInAnyPackage(PROVIDER, PROVIDER_SPI, STRUCTURE, LOCK))
                    .or(resideInAnyPackage(FUNCTION, API, METHOD, CONTAINER)));

    @ArchTest
    static final ArchRule strategies_knowWhatFunctionsKnowAndTheFunctions = classes()
            .that()
            .resideInAPackage(STRATEGY)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", JSPECIFY, JCACHE, PROVIDER, PROVIDER_SPI, FUNCTION, STRATEGY));

    @ArchTest
    static final ArchRule mutiny_livesInOneRoom = noClasses()
            .that()
            .resideOutsideOfPackage(MUTINY_RESULTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MUTINY, MUTINY_RESULTS);

    @ArchTest
    static final ArchRule reactor_livesInOneRoom = noClasses()
            .that()
            .resideOutsideOfPackage(REACTOR_RESULTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REACTOR, "org.reactivestreams..", REACTOR_RESULTS);

    @ArchTest
    static final ArchRule microProfile_isNamedInOneClassOnly = noClasses()
            .that()
            .haveNameNotMatching(".*\\.MicroProfileSettings(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MICROPROFILE);

    @ArchTest
    static final ArchRule health_isNamedInOneClassOnly = noClasses()
            .that()
            .haveNameNotMatching(".*\\.ServerReadiness")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HEALTH);

    @ArchTest
    static final ArchRule transactions_areNamedInOneClassOnly = noClasses()
            .that()
            .haveNameNotMatching(".*\\.RegistryTransactions(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.transaction..", NAMING);

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("io.jambry.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_areNullMarked = classes()
            .should(be(describe(
                    "in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));
}
