// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/**
 * The doors between the rooms of the provider: which package may know which, and where a foreign library may be named.
 *
 * <p>A rule about a room that is not built yet passes; it holds from the room's first class on.
 *
 * <p>What the other modules may know is in {@link ModulesTest}.
 */
@AnalyzeClasses(packages = "io.jambry", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseTest {

    private static final String[] JDK = {
        "java..", "javax.crypto..", "javax.management..", "javax.naming..", "javax.net..", "javax.security.."
    };
    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final String JCACHE = "javax.cache..";
    private static final String JEDIS = "redis.clients..";
    private static final String MICROPROFILE = "org.eclipse.microprofile..";
    private static final String CAFFEINE = "com.github.benmanes.caffeine..";
    private static final String ZSTD = "com.github.luben.zstd..";
    private static final String LZ4 = "net.jpountz..";
    private static final String SNAPPY = "org.xerial.snappy..";
    private static final String TINK = "com.google.crypto.tink..";
    private static final String KRYO = "com.esotericsoftware..";
    private static final String OBJENESIS = "org.objenesis..";
    private static final String PROTOBUF = "com.google.protobuf..";
    private static final String FORY = "org.apache.fory..";

    private static final String MSGPACK = "org.msgpack..";
    private static final String JSON_SCHEMA = "com.networknt.schema..";
    private static final String JACKSON = "tools.jackson..";
    private static final String JACKSON_ANNOTATIONS = "com.fasterxml.jackson.annotation..";

    private static final String CURATOR = "org.apache.curator..";
    private static final String ZOOKEEPER = "org.apache.zookeeper..";

    private static final String API = "io.jambry";
    private static final String SPI = "io.jambry.spi";
    private static final String PROVIDER = "io.jambry.provider";
    private static final String CONFIG = "io.jambry.config";
    private static final String CACHE = "io.jambry.cache";
    private static final String EVENT = "io.jambry.event";
    private static final String NEAR = "io.jambry.near";
    private static final String CODEC = "io.jambry.codec";
    private static final String BEHIND = "io.jambry.behind";
    private static final String STORES = "io.jambry.store..";
    private static final String REDIS_STORE = "io.jambry.store.redis";
    private static final String REDIS = "io.jambry.redis";
    private static final String STRUCTURE = "io.jambry.structure";
    private static final String LOCK = "io.jambry.lock";

    /** A command as a value: what it says, what its reply becomes, and nothing that opens a connection. */
    private static final DescribedPredicate<JavaClass> A_REDIS_COMMAND = resideInAnyPackage(
                    "redis.clients.jedis.params..", "redis.clients.jedis.args..", "redis.clients.jedis.resps..")
            .or(named("redis.clients.jedis.CommandObject"))
            .or(named("redis.clients.jedis.CommandObjects"))
            .or(named("redis.clients.jedis.CommandArguments"))
            .or(named("redis.clients.jedis.CommandKeyArguments"))
            .or(named("redis.clients.jedis.Builder"))
            .or(named("redis.clients.jedis.BuilderFactory"))
            .or(named("redis.clients.jedis.Protocol"))
            .or(named("redis.clients.jedis.commands.ProtocolCommand"))
            .as("are a Redis command as a value");

    private static final DescribedPredicate<JavaClass> A_JCACHE_TYPE = resideInAPackage(JCACHE)
            .or(describe(
                    "of JSR-107's making",
                    type -> type.getAllRawSuperclasses().stream().anyMatch(resideInAPackage(JCACHE))
                            || type.getAllRawInterfaces().stream().anyMatch(resideInAPackage(JCACHE))))
            .and(DescribedPredicate.not(assignableTo(JambryException.class)))
            .as("belong to JSR-107 and are not our exceptions");

    @ArchTest
    static final ArchRule spi_knowsTheJdkAndJSpecifyOnly = classes()
            .that()
            .resideInAPackage(SPI)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK).or(resideInAnyPackage(JSPECIFY, SPI)));

    @ArchTest
    static final ArchRule publicApi_knowsNoInnerRoom = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                    .or(resideInAnyPackage(JSPECIFY, JCACHE, API, SPI))
                    .or(named("redis.clients.jedis.CommandObject")));

    @ArchTest
    static final ArchRule publicApi_namesJedisInTheManagerOnly = noClasses()
            .that()
            .resideInAPackage(API)
            .and()
            .doNotHaveFullyQualifiedName("io.jambry.Jambry")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JEDIS);

    @ArchTest
    static final ArchRule cache_knowsNoStoreNoCodecLibraryNoRedis = classes()
            .that()
            .resideInAPackage(CACHE + "..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                    .or(resideInAnyPackage(JSPECIFY, JCACHE, API, SPI, CACHE + "..", EVENT, NEAR, CODEC, BEHIND)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule behind_knowsTheApiAndTheSpiOnly = classes()
            .that()
            .resideInAPackage(BEHIND)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK).or(resideInAnyPackage(JSPECIFY, API, SPI, BEHIND)));

    @ArchTest
    static final ArchRule stores_knowBytesAndNotJSR107 = noClasses()
            .that()
            .resideInAPackage(STORES)
            .should()
            .dependOnClassesThat(A_JCACHE_TYPE)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule stores_doNotKnowEachOther = slices().matching("io.jambry.store.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule stores_areKnownToTheProviderOnly = noClasses()
            .that()
            .resideOutsideOfPackages(PROVIDER, STORES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(STORES);

    @ArchTest
    static final ArchRule jedis_isNamedInItsRoomsOnly = noClasses()
            .that()
            .resideOutsideOfPackages(API, REDIS, REDIS_STORE, STRUCTURE, LOCK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JEDIS);

    @ArchTest
    static final ArchRule jedis_isACommandAsAValueOutsideTheWire = noClasses()
            .that()
            .resideInAnyPackage(REDIS_STORE, STRUCTURE, LOCK)
            .should()
            .dependOnClassesThat(resideInAPackage(JEDIS)
                    .and(DescribedPredicate.not(A_REDIS_COMMAND))
                    .as("are of Jedis and no command"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule microProfile_isNamedInTheConfigurationOnly = onlyIn(MICROPROFILE, CONFIG);

    @ArchTest
    static final ArchRule caffeine_isNamedInTheNearCacheOnly = onlyIn(CAFFEINE, NEAR);

    @ArchTest
    static final ArchRule zstd_isNamedInItsCodecOnly = onlyIn(ZSTD, CODEC + ".zstd");

    @ArchTest
    static final ArchRule lz4_isNamedInItsCodecOnly = onlyIn(LZ4, CODEC + ".lz4");

    @ArchTest
    static final ArchRule snappy_isNamedInItsCodecOnly = onlyIn(SNAPPY, CODEC + ".snappy");

    @ArchTest
    static final ArchRule tink_isNamedInItsCodecOnly = onlyIn(TINK, CODEC + ".tink");

    @ArchTest
    static final ArchRule kryo_isNamedInItsCodecOnly = onlyIn(KRYO, CODEC + ".kryo");

    @ArchTest
    static final ArchRule objenesis_isNamedInTheKryoCodecOnly = onlyIn(OBJENESIS, CODEC + ".kryo");

    @ArchTest
    static final ArchRule protobuf_isNamedInItsCodecOnly = onlyIn(PROTOBUF, CODEC + ".protobuf");

    @ArchTest
    static final ArchRule fory_isNamedInItsCodecOnly = onlyIn(FORY, CODEC + ".fory");

    @ArchTest
    static final ArchRule jackson_isNamedInItsCodecsOnly = onlyIn(JACKSON, "io.jambry.codec.jackson");

    @ArchTest
    static final ArchRule jacksonAnnotations_areNamedInItsCodecsOnly =
            onlyIn(JACKSON_ANNOTATIONS, "io.jambry.codec.jackson");

    @ArchTest
    static final ArchRule msgpack_isNamedBelowJacksonOnly = onlyIn(MSGPACK, "io.jambry.codec.jackson");

    @ArchTest
    static final ArchRule jsonSchema_isNamedInItsRoomOnly = onlyIn(JSON_SCHEMA, CODEC + ".schema");

    @ArchTest
    static final ArchRule curator_isNamedInItsLocksOnly = onlyIn(CURATOR, LOCK + ".zookeeper");

    @ArchTest
    static final ArchRule zooKeeper_isNamedInItsLocksOnly = onlyIn(ZOOKEEPER, LOCK + ".zookeeper");

    @ArchTest
    static final ArchRule zooKeeperLocks_knowThePublicLocksAndNoOtherRoom = classes()
            .that()
            .resideInAPackage(LOCK + ".zookeeper")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(JDK).or(resideInAnyPackage(JSPECIFY, CURATOR, ZOOKEEPER, API, LOCK + "..")));

    /** A new library gets its room and its rule here first. */
    @ArchTest
    static final ArchRule everyLibrary_hasARule = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                    .or(resideInAnyPackage("io.jambry..", JSPECIFY, JCACHE, JEDIS, MICROPROFILE, CAFFEINE))
                    .or(resideInAnyPackage(ZSTD, LZ4, SNAPPY, TINK))
                    .or(resideInAnyPackage(KRYO, OBJENESIS, PROTOBUF, FORY, MSGPACK))
                    .or(resideInAnyPackage(JSON_SCHEMA))
                    .or(resideInAnyPackage(CURATOR, ZOOKEEPER))
                    .or(resideInAnyPackage(
                            "io.jambry..",
                            JSPECIFY,
                            JCACHE,
                            JEDIS,
                            MICROPROFILE,
                            CAFFEINE,
                            JACKSON,
                            JACKSON_ANNOTATIONS)));

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("io.jambry.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_areNullMarked = classes()
            .should(be(describe(
                    "in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    @ArchTest
    static final ArchRule packages_haveANotion =
            noClasses().should().resideInAnyPackage("..util..", "..utils..", "..support..", "..common..", "..helper..");

    @ArchTest
    static final ArchRule locks_knowTheWireAndNoOtherRoom = classes()
            .that()
            .resideInAPackage(LOCK)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(JDK).or(resideInAnyPackage(JSPECIFY, JCACHE, JEDIS, API, SPI, REDIS, LOCK)));

    /** Whatever they decide by time they decide by the server's clock, or by how much time has passed here. */
    @ArchTest
    static final ArchRule locks_doNotReadTheClockOfTheMachine = noClasses()
            .that()
            .resideInAPackage(LOCK + "..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat(named("java.time.Instant")
                    .or(named("java.time.Clock"))
                    .or(named("java.util.Date"))
                    .or(named("java.time.ZonedDateTime")));

    private static ArchRule onlyIn(String library, String room) {
        return noClasses()
                .that(resideOutsideOfPackages(room, room + ".."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaClass> named(String outermost) {
        return describe(
                outermost,
                type -> type.getName().equals(outermost) || type.getName().startsWith(outermost + "$"));
    }
}
