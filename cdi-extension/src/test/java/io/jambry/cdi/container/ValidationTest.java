// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused at deployment, or warned of, with the messages. */
class ValidationTest {

    private static final boolean OPEN_WEB_BEANS =
            System.getProperty("container", "").startsWith("openwebbeans");

    private static String refusal(Class<?>... beans) {
        return Container.refusal(Map.of(), beans);
    }

    private static String on(Class<?> bean, String method) {
        return " on " + bean.getName() + "#" + method;
    }

    private static List<String> warnings(Map<String, String> settings, Class<?>... beans) {
        try (Log log = new Log("io.jambry.cdi");
                Container container = Container.with(settings, beans)) {
            assertThat(container.itself().isRunning()).isTrue();
            return log.lines();
        }
    }

    @Test
    void rule1_twoStandardAnnotations_areRefusedUnlessCombined() {
        assertThat(refusal(RefusedBeans.TwoAnnotations.class))
                .contains(
                        "@CacheRemove, @CacheResult" + on(RefusedBeans.TwoAnnotations.class, "both")
                                + ": JSR-107 allows one of them on a method; take the others away, or set 'jambry.cdi.combine = true'");
        assertThat(warnings(Map.of("jambry.cdi.combine", "true"), RefusedBeans.TwoAnnotations.class))
                .isEmpty();
    }

    @Test
    void rule2_resultOfNothing_isRefused() {
        String message =
                ": the method returns nothing that could be cached; give it a result, or take the annotation away";
        assertThat(refusal(RefusedBeans.ResultOfNothing.class))
                .contains("@CacheResult" + on(RefusedBeans.ResultOfNothing.class, "nothing") + message);
        assertThat(refusal(RefusedBeans.ResultOfNothingLater.class))
                .contains("@CacheResult" + on(RefusedBeans.ResultOfNothingLater.class, "nothing") + message);
    }

    @Test
    void rule3_putWithoutOneValue_isRefused() {
        assertThat(refusal(RefusedBeans.PutWithoutValue.class))
                .contains("@CachePut" + on(RefusedBeans.PutWithoutValue.class, "put")
                        + ": no parameters have @CacheValue; mark the one whose value is to be stored");
        assertThat(refusal(RefusedBeans.PutOfTwoValues.class))
                .contains(
                        "@CachePut" + on(RefusedBeans.PutOfTwoValues.class, "put") + ": 2 parameters have @CacheValue");
    }

    @Test
    void rule4_valueElsewhere_isRefused() {
        assertThat(refusal(RefusedBeans.ValueElsewhere.class))
                .contains("@CacheValue" + on(RefusedBeans.ValueElsewhere.class, "remove")
                        + ": it belongs to @CachePut, and the method has @CacheRemove; take it away");
    }

    @Test
    void rule5_keyWithoutCaching_isWarnedOf() {
        assertThat(warnings(Map.of(), RefusedBeans.LonelyKey.class))
                .containsExactly("WARNING @CacheKey" + on(RefusedBeans.LonelyKey.class, "nothing")
                        + " has no effect: the method has no annotation that caches");
    }

    @Test
    void rule6_unfitKey_isWarnedOf_orRefused() {
        String message = "@CacheResult" + on(RefusedBeans.UnfitKey.class, "get") + ": parameter 1 is of type "
                + RefusedBeans.Plain.class.getName() + ", which has no canonical form as a key; make it a record";

        assertThat(warnings(Map.of(), RefusedBeans.UnfitKey.class))
                .singleElement()
                .asString()
                .contains("WARNING " + message, "(jambry.cdi.unfit-keys = ignore, warn or error)");
        assertThat(Container.refusal(Map.of("jambry.cdi.unfit-keys", "error"), RefusedBeans.UnfitKey.class))
                .contains(message);
        assertThat(warnings(Map.of("jambry.cdi.unfit-keys", "ignore"), RefusedBeans.UnfitKey.class))
                .isEmpty();
        assertThat(warnings(Map.of("jambry.caches.a.keys", "jdk"), RefusedBeans.UnfitKey.class))
                .isEmpty();
    }

    @Test
    void rule7_unfitResult_isWarnedOf_orRefused() {
        String message = "@CacheResult" + on(RefusedBeans.UnfitResult.class, "get") + ": "
                + RefusedBeans.Plain.class.getName() + " is not Serializable, so its results cannot be stored";

        assertThat(warnings(Map.of(), RefusedBeans.UnfitResult.class))
                .singleElement()
                .asString()
                .contains("WARNING " + message);
        assertThat(Container.refusal(Map.of("jambry.cdi.unfit-results", "error"), RefusedBeans.UnfitResult.class))
                .contains(message);
        assertThat(refusal(RefusedBeans.StreamResult.class))
                .contains("@CacheResult" + on(RefusedBeans.StreamResult.class, "get")
                        + ": it returns java.io.InputStream, which can be used only once; return a collection");
    }

    @Test
    void rule8_whatCannotBeIntercepted_isRefused() {
        String advice = ", so no call of it can be intercepted; change that, or take the annotation away";
        assertThat(refusal(RefusedBeans.PrivateMethod.class))
                .contains("@CacheResult" + on(RefusedBeans.PrivateMethod.class, "get") + ": the method is private"
                        + advice);
        assertThat(refusal(RefusedBeans.StaticMethod.class))
                .contains("@CacheResult" + on(RefusedBeans.StaticMethod.class, "get") + ": the method is static"
                        + advice);
        if (OPEN_WEB_BEANS) {
            // it refuses these itself, before any extension learns of the bean
            assertThat(refusal(RefusedBeans.FinalMethod.class))
                    .contains(RefusedBeans.FinalMethod.class.getName(), "final");
            assertThat(refusal(RefusedBeans.FinalClass.class))
                    .contains(RefusedBeans.FinalClass.class.getName(), "final");
            return;
        }
        assertThat(refusal(RefusedBeans.FinalMethod.class))
                .contains(
                        "@CacheResult" + on(RefusedBeans.FinalMethod.class, "get") + ": the method is final" + advice);
        assertThat(refusal(RefusedBeans.FinalClass.class))
                .contains("@CacheResult" + on(RefusedBeans.FinalClass.class, "get") + ": the class is final" + advice);
    }

    @Test
    void rule9_annotationOnAnInterface_isWarnedOf_orCopied() {
        assertThat(warnings(Map.of(), RefusedBeans.Implementing.class))
                .containsExactly(
                        "WARNING @CacheResult" + on(RefusedBeans.Annotated.class, "get") + " has no effect in "
                                + RefusedBeans.Implementing.class.getName()
                                + ": containers ignore annotations on interfaces; put it on the class, or set 'jambry.cdi.copy-from-interfaces = true'");

        try (Container container =
                Container.with(Map.of("jambry.cdi.copy-from-interfaces", "true"), RefusedBeans.Implementing.class)) {
            RefusedBeans.Implementing bean = container.get(RefusedBeans.Implementing.class);
            assertThat(bean.get("a", 1)).isEqualTo("a1");
            assertThat(bean.get("a", 2)).isEqualTo("a1");
            assertThat(bean.get("b", 2)).isEqualTo("b2");
        }
    }

    @Test
    void rule10_classesThatCannotBeHad_areRefused() {
        assertThat(refusal(RefusedBeans.UnknownGenerator.class))
                .contains("@CacheResult" + on(RefusedBeans.UnknownGenerator.class, "get") + ": "
                        + RefusedBeans.AbstractGenerator.class.getName()
                        + " is no bean and has no public constructor without arguments; give it one of the two");
        assertThat(refusal(
                        RefusedBeans.AmbiguousGenerator.class,
                        RefusedBeans.OneGenerator.class,
                        RefusedBeans.OtherGenerator.class))
                .contains("@CacheResult" + on(RefusedBeans.AmbiguousGenerator.class, "get")
                        + ": there are several beans of " + RefusedBeans.Generators.class.getName()
                        + "; name a class that has one");
    }

    @Test
    void rule11_exceptionsWithoutTheirCache_areRefused() {
        assertThat(refusal(RefusedBeans.ExceptionsWithoutCache.class))
                .contains(
                        "@CacheResult" + on(RefusedBeans.ExceptionsWithoutCache.class, "get")
                                + ": exceptions are listed, and none is cached without 'exceptionCacheName'; name the cache for them, or take the lists away");
    }

    @Test
    void rule12_resultsThatDoNotAgree_areRefused() {
        assertThat(refusal(RefusedBeans.OneResult.class, RefusedBeans.OtherResult.class))
                .contains(
                        "for the same key in cache 'shared', so each would get results of the other; name another cache")
                .contains(RefusedBeans.OneResult.class.getName() + "#text")
                .contains(RefusedBeans.OtherResult.class.getName() + "#number");
    }

    @Test
    void rule13_keysThatDoNotAgree_areWarnedOf() {
        assertThat(warnings(Map.of(), RefusedBeans.OneResult.class, RefusedBeans.OtherKey.class))
                .singleElement()
                .asString()
                .contains(RefusedBeans.OneResult.class.getName() + "#text")
                .contains(RefusedBeans.OtherKey.class.getName() + "#remove")
                .contains(": its keys in cache 'shared' are of other parameters than those of ");
    }

    @Test
    void rule14_unknownCache_isRefusedWhereNoneIsCreated() {
        assertThat(Container.refusal(Map.of("jambry.cdi.auto-create", "false"), RefusedBeans.OneResult.class))
                .contains(
                        "cache 'shared' does not exist, and 'jambry.cdi.auto-create' is false: create it before the application is deployed, or correct the name");
    }

    @Test
    void settings_unfit_areRefused() {
        assertThat(Container.refusal(Map.of("jambry.cdi.priority", "high"), RefusedBeans.OneResult.class))
                .contains("setting 'jambry.cdi.priority' is 'high': give a whole number, such as 1000");
        assertThat(Container.refusal(Map.of("jambry.cdi.enabled", "yes"), RefusedBeans.OneResult.class))
                .contains("setting 'jambry.cdi.enabled' is 'yes': give true or false");
        assertThat(Container.refusal(Map.of("jambry.cdi.unfit-keys", "maybe"), RefusedBeans.OneResult.class))
                .contains("setting 'jambry.cdi.unfit-keys' is 'maybe': give one of ignore, warn, error");
    }

    @Test
    void settings_unknown_areRefusedWithTheNearest() {
        assertThat(Container.refusal(Map.of("jambry.cdi.evict-failur", "log"), RefusedBeans.OneResult.class))
                .contains(
                        "unknown setting 'jambry.cdi.evict-failur'; the nearest known one is 'jambry.cdi.evict-failure'");
        assertThat(Container.refusal(Map.of("jambry.cdi.evict-failure", "never"), RefusedBeans.OneResult.class))
                .contains("setting 'jambry.cdi.evict-failure' is 'never': give one of throw, log, retry");
    }
}
