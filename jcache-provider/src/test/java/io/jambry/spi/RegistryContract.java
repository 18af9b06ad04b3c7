// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import static io.jambry.spi.Registry.Entrance.CREATED;
import static io.jambry.spi.Registry.Entrance.JOINED;
import static io.jambry.spi.Registry.Entrance.REFUSED;
import static io.jambry.spi.Registry.Entrance.REPLACED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.spi.Registry.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Registry} does; an implementation's test extends this class and supplies members of one namespace and the
 * time.
 */
public abstract class RegistryContract {

    private static final Map<String, String> LONGS =
            Map.of("key-type", "java.lang.String", "value-type", "java.lang.Long");
    private static final Map<String, String> TEXTS =
            Map.of("key-type", "java.lang.String", "value-type", "java.lang.String");

    private static final Wish CHANGES =
            new Wish(Set.of(ChangeKind.CREATED, ChangeKind.UPDATED), Set.of(ChangeKind.UPDATED), Set.of());

    private Namespace first;
    private Namespace second;

    /**
     * Joins the namespace under test as a new member.
     *
     * @param lease how long a membership holds
     * @return a member, to be closed by the caller
     */
    protected abstract Namespace join(Duration lease);

    /**
     * Lets time pass for the register.
     *
     * @param duration how much
     */
    protected abstract void advance(Duration duration);

    @BeforeEach
    void joinBoth() {
        first = join(Duration.ofMinutes(1));
        second = join(Duration.ofMinutes(1));
        removeAll();
    }

    @AfterEach
    void leaveBoth() {
        removeAll();
        first.close();
        second.close();
    }

    private void removeAll() {
        first.registry().names().forEach(first.registry()::remove);
    }

    @Test
    void open_newCache_createsIt() {
        Registration registration = first.registry().open("c", LONGS);
        assertThat(registration.entrance()).isEqualTo(CREATED);
        assertThat(registration.previous()).isEmpty();
        assertThat(second.registry().find("c")).contains(LONGS);
        assertThat(second.registry().names()).containsExactly("c");
    }

    @Test
    void open_equalDefinition_joins() {
        long mode = first.registry().open("c", LONGS).mode().number();
        Registration registration = second.registry().open("c", LONGS);
        assertThat(registration.entrance()).isEqualTo(JOINED);
        assertThat(registration.previous()).isEqualTo(LONGS);
        assertThat(registration.mode().number()).isEqualTo(mode);
    }

    @Test
    void open_otherDefinitionWhileOpenElsewhere_isRefusedAndChangesNothing() {
        first.registry().open("c", LONGS);
        Registration registration = second.registry().open("c", TEXTS);
        assertThat(registration.entrance()).isEqualTo(REFUSED);
        assertThat(registration.previous()).isEqualTo(LONGS);
        assertThat(first.registry().find("c")).contains(LONGS);
        first.registry().close("c");
        assertThat(first.registry().open("c", TEXTS).entrance()).isEqualTo(REPLACED);
    }

    @Test
    void open_otherDefinitionWhenNobodyHasItOpen_replaces() {
        long mode = first.registry().open("c", LONGS).mode().number();
        first.registry().close("c");
        assertThat(second.registry().find("c")).contains(LONGS);
        Registration registration = second.registry().open("c", TEXTS);
        assertThat(registration.entrance()).isEqualTo(REPLACED);
        assertThat(registration.previous()).isEqualTo(LONGS);
        assertThat(registration.mode().number()).isGreaterThanOrEqualTo(mode);
        assertThat(first.registry().find("c")).contains(TEXTS);
    }

    @Test
    void open_otherDefinitionWhenOnlyTheAskerHasItOpen_replaces() {
        first.registry().open("c", LONGS);
        assertThat(first.registry().open("c", TEXTS).entrance()).isEqualTo(REPLACED);
    }

    @Test
    void open_otherDefinitionWhenTheOtherLeft_replaces() {
        Namespace third = join(Duration.ofMinutes(1));
        third.registry().open("c", LONGS);
        third.close();
        assertThat(second.registry().open("c", TEXTS).entrance()).isEqualTo(REPLACED);
    }

    @Test
    void open_otherDefinitionWhenTheOthersLeaseEnded_replaces() {
        Namespace third = join(Duration.ofMillis(150));
        third.registry().open("c", LONGS);
        advance(Duration.ofMillis(50));
        assertThat(third.registry().renew().held()).isTrue();
        assertThat(second.registry().open("c", TEXTS).entrance()).isEqualTo(REFUSED);
        advance(Duration.ofMillis(250));
        assertThat(second.registry().open("c", TEXTS).entrance()).isEqualTo(REPLACED);
        assertThat(third.registry().renew().held()).isFalse();
        third.close();
    }

    @Test
    void renew_leaseEnded_tellsItOnceAndHoldsAgain() {
        Namespace third = join(Duration.ofMillis(150));
        third.registry().open("c", LONGS);
        advance(Duration.ofMillis(300));
        assertThat(third.registry().renew().held()).isFalse();
        assertThat(third.registry().renew().held()).isTrue();
        third.close();
    }

    @Test
    void open_leaseEnded_isStillToldByTheNextRenewal() {
        Namespace third = join(Duration.ofMillis(150));
        third.registry().open("c", LONGS);
        advance(Duration.ofMillis(300));
        third.registry().open("d", LONGS);
        assertThat(third.registry().renew().held()).isFalse();
        third.close();
    }

    @Test
    void remove_cache_isGoneForAllAndItsModeNeverShrinks() {
        long mode = first.registry().open("c", LONGS).mode().number();
        assertThat(second.registry().remove("c")).isTrue();
        assertThat(second.registry().remove("c")).isFalse();
        assertThat(first.registry().find("c")).isEmpty();
        assertThat(first.registry().names()).isEmpty();
        Registration registration = second.registry().open("c", TEXTS);
        assertThat(registration.entrance()).isEqualTo(CREATED);
        assertThat(registration.mode().number()).isGreaterThanOrEqualTo(mode);
    }

    @Test
    void close_cacheThatIsNotOpen_isHarmless() {
        first.registry().close("never");
        assertThat(first.registry().names()).isEmpty();
    }

    @Test
    void names_anyText_areKept() {
        List<String> names = List.of("", " ", "a:b", "{a}", "*", "[a]", "%", "ü€𝄞", "\n", "=");
        names.forEach(name -> first.registry().open(name, LONGS));
        assertThat(second.registry().names()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names)
                .allSatisfy(name -> assertThat(second.registry().find(name)).contains(LONGS));
        first.close();
        assertThat(names)
                .allSatisfy(
                        name -> assertThat(second.registry().open(name, TEXTS).entrance())
                                .isEqualTo(REPLACED));
        first = join(Duration.ofMinutes(1));
    }

    @Test
    void definitions_anyText_areKept() {
        Map<String, String> odd = Map.of("a=b", "c\nd", "", "", "\\", "\r\n\\n", "ü", "=\\=", "e", "");
        first.registry().open("c", odd);
        assertThat(second.registry().find("c")).contains(odd);
        assertThat(second.registry().open("c", odd).entrance()).isEqualTo(JOINED);
    }

    @Test
    void definitions_nothing_isKept() {
        first.registry().open("c", Map.of());
        assertThat(second.registry().find("c")).contains(Map.of());
    }

    @Test
    void openNames_cacheThatNobodyHasOpen_isRegisteredOnly() {
        first.registry().open("a", LONGS);
        first.registry().open("b", LONGS);
        first.registry().close("a");
        assertThat(second.registry().openNames()).containsExactly("b");
        assertThat(second.registry().names()).containsExactly("a", "b");
    }

    @Test
    void openNames_leaseEnded_doesNotCount() {
        Namespace third = join(Duration.ofMillis(100));
        third.registry().open("c", LONGS);
        assertThat(second.registry().openNames()).containsExactly("c");
        advance(Duration.ofMillis(200));
        assertThat(second.registry().openNames()).isEmpty();
        third.close();
    }

    @Test
    void note_ofAllWhoHaveItOpen_isTold() {
        Map<String, String> eternal = Map.of("expiry", "eternal");
        Map<String, String> short1 = Map.of("expiry", "1 ms");
        first.registry().open("c", LONGS);
        assertThat(first.registry().note("c", eternal)).isEmpty();
        second.registry().open("c", LONGS);
        assertThat(second.registry().note("c", short1).values()).containsExactly(eternal);
        assertThat(first.registry().note("c", eternal).values()).containsExactly(short1);
        first.registry().close("c");
        assertThat(second.registry().note("c", eternal)).isEmpty();
        first.registry().open("c", LONGS);
        assertThat(first.registry().note("c", short1).values()).containsExactly(eternal);
        first.registry().remove("c");
        first.registry().open("c", LONGS);
        assertThat(first.registry().note("c", short1)).isEmpty();
    }

    @Test
    void want_wish_isSeenByAllUnderALargerNumber() {
        long before = first.registry().open("c", LONGS).mode().number();
        second.registry().open("c", LONGS);
        long changes = second.registry().renew().changes();

        Mode mode = first.registry().want("c", CHANGES);

        assertThat(mode.number()).isGreaterThan(before);
        assertThat(mode.wishes()).hasSize(1).containsValue(CHANGES);
        assertThat(mode.since()).hasSize(1).containsValue(mode.number());
        assertThat(second.registry().renew().changes()).isNotEqualTo(changes);
        assertThat(second.registry().modes()).isEqualTo(Map.of("c", mode));
        assertThat(second.registry().open("c", LONGS).mode()).isEqualTo(mode);
    }

    @Test
    void want_whatIsWishedAlready_changesNothing() {
        first.registry().open("c", LONGS);
        Mode mode = first.registry().want("c", CHANGES);
        long changes = first.registry().renew().changes();

        assertThat(first.registry().want("c", CHANGES)).isEqualTo(mode);
        assertThat(first.registry().renew().changes()).isEqualTo(changes);
    }

    @Test
    void want_twoMembers_eachEndsItsOwn() {
        first.registry().open("c", LONGS);
        second.registry().open("c", LONGS);
        Wish removals = new Wish(Set.of(ChangeKind.REMOVED), Set.of(), Set.of());
        first.registry().want("c", CHANGES);
        Mode both = second.registry().want("c", removals);

        assertThat(both.wishes()).hasSize(2);
        assertThat(both.wish()).isEqualTo(CHANGES.and(removals));
        assertThat(first.registry().want("c", Wish.NONE).wish()).isEqualTo(removals);
        assertThat(second.registry().want("c", Wish.NONE).wishes()).isEmpty();
    }

    @Test
    void want_cacheThatIsNotOpen_isRefused() {
        first.registry().open("c", LONGS);
        assertThatThrownBy(() -> second.registry().want("c", CHANGES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'c'");
        assertThat(second.registry().modes()).isEmpty();
    }

    @Test
    void unconfirmed_thoseWhoHaveItOpen_untilTheyConfirm() {
        first.registry().open("c", LONGS);
        second.registry().open("c", LONGS);
        Namespace third = join(Duration.ofMillis(150));
        third.registry().open("c", LONGS);
        long mode = first.registry().want("c", CHANGES).number();
        first.registry().confirm("c", mode);

        assertThat(first.registry().unconfirmed("c", mode)).hasSize(2);
        second.registry().confirm("c", mode);
        assertThat(first.registry().unconfirmed("c", mode)).hasSize(1);
        advance(Duration.ofMillis(300));
        assertThat(first.registry().unconfirmed("c", mode)).isEmpty();
        second.registry().confirm("c", mode - 1);
        assertThat(first.registry().unconfirmed("c", mode)).isEmpty();
        third.close();
    }

    @Test
    void close_cache_endsTheWish() {
        first.registry().open("c", LONGS);
        second.registry().open("c", LONGS);
        long mode = first.registry().want("c", CHANGES).number();
        long changes = second.registry().renew().changes();

        first.registry().close("c");

        assertThat(second.registry().renew().changes()).isNotEqualTo(changes);
        assertThat(second.registry().modes().get("c").wishes()).isEmpty();
        assertThat(second.registry().modes().get("c").number()).isGreaterThan(mode);
    }

    @Test
    void leave_member_endsItsWishes() {
        second.registry().open("c", LONGS);
        Namespace third = join(Duration.ofMinutes(1));
        third.registry().open("c", LONGS);
        third.registry().want("c", CHANGES);

        third.close();

        assertThat(second.registry().modes().get("c").wishes()).isEmpty();
    }

    @Test
    void renew_leaseOfAnotherEnded_endsItsWishes() {
        first.registry().open("c", LONGS);
        first.registry().open("d", LONGS);
        Namespace third = join(Duration.ofMillis(150));
        third.registry().open("c", LONGS);
        long mode = third.registry().want("c", CHANGES).number();
        long changes = first.registry().renew().changes();
        assertThat(first.registry().modes().get("c").wishes()).hasSize(1);
        advance(Duration.ofMillis(300));

        assertThat(first.registry().renew().changes()).isNotEqualTo(changes);

        assertThat(first.registry().modes().get("c").wishes()).isEmpty();
        assertThat(first.registry().modes().get("c").number()).isGreaterThan(mode);
        assertThat(first.registry().modes().get("d").wishes()).isEmpty();
        assertThat(third.registry().renew().held()).isFalse();
        third.close();
    }

    @Test
    void remove_cache_isNoLongerOpenAndNoWishIsLeft() {
        first.registry().open("c", LONGS);
        second.registry().open("c", LONGS);
        Mode mode = second.registry().want("c", CHANGES);
        long changes = second.registry().renew().changes();

        first.registry().remove("c");

        assertThat(second.registry().renew().changes()).isNotEqualTo(changes);
        assertThat(second.registry().modes()).isEmpty();
        Mode anew = first.registry().open("c", LONGS).mode();
        assertThat(anew.wishes()).isEmpty();
        assertThat(anew.number()).isGreaterThan(mode.number());
    }
}
