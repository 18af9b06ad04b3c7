// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import io.jambry.spi.KeyRing;
import io.jambry.spi.Ttl;
import java.io.ObjectInputFilter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of setting values: how they are read, written and shown.
 *
 * @param allowed what is allowed, in words that continue "is not" and "allowed is"
 * @param parse reads a value; throws {@link IllegalArgumentException} saying what the text is not
 * @param format writes a value so that {@code parse} reads it again
 * @param mask what may be shown of a text
 */
record SettingType<T>(
        String allowed, Function<String, T> parse, Function<T, String> format, UnaryOperator<String> mask) {

    private static final String HIDDEN = "***";
    private static final String ETERNAL = "eternal";
    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final String PASSPHRASE = "passphrase";
    private static final String KEY_STORE = "keystore:";
    private static final Pattern KEY_PLACE =
            Pattern.compile("(file|keystore):.+|env:[A-Za-z_][A-Za-z0-9_]*|" + PASSPHRASE);
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
    private static final Pattern LOCATION = Pattern.compile("(file|classpath):\\S.*");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})(|[kKmMgG][bB])");
    private static final List<String> UNITS = List.of("", "kb", "mb", "gb");
    private static final int BITS_OF_UNIT = 10;

    boolean isSecret() {
        return HIDDEN.equals(mask.apply(""));
    }

    static SettingType<String> text() {
        return of("a text of at least one character", text -> text, text -> !text.isEmpty());
    }

    /** A text that is hidden wherever it would be shown. */
    static SettingType<String> secret() {
        SettingType<String> text = text();
        return new SettingType<>(text.allowed, text.parse, text.format, any -> HIDDEN);
    }

    /** What Redis takes as the name of a client. */
    static SettingType<String> clientName() {
        return of("a text of printable ASCII characters without blanks", String::strip, PRINTABLE.asMatchPredicate());
    }

    static SettingType<String> className() {
        return of("the name of a class such as com.acme.Book", String::strip, CLASS_NAME.asMatchPredicate());
    }

    /** A name that the container answers: any other might be that of another host, which sends objects. */
    static SettingType<String> localJndiName() {
        return of(
                "a JNDI name in java: such as java:comp/DefaultManagedExecutorService",
                String::strip,
                text -> text.startsWith("java:") && PRINTABLE.matcher(text).matches());
    }

    /** An object of a class: text names the class. */
    static <T> SettingType<Component<T>> component() {
        SettingType<String> className = className();
        return new SettingType<>(
                className.allowed,
                text -> Component.named(className.parse.apply(text)),
                Component::text,
                UnaryOperator.identity());
    }

    /** Where keys are, or what has them. Whatever else somebody writes there may be a key, and is not shown. */
    static SettingType<Component<KeyRing>> keySource() {
        Predicate<String> good = text -> KEY_PLACE.matcher(text).matches()
                || (text.indexOf('.') > 0 && CLASS_NAME.matcher(text).matches());
        SettingType<String> place = of(
                "one of file:/path, env:NAME, keystore:/path, passphrase, or the name of a class such as"
                        + " com.acme.BookKeys",
                String::strip,
                good);
        return new SettingType<>(
                place.allowed,
                text -> Component.named(place.parse.apply(text)),
                Component::text,
                text -> text.isEmpty() || good.test(text.strip()) ? text : HIDDEN);
    }

    /** Whether keys from there take a password. */
    static boolean needsPassword(String keySource) {
        return keySource.equals(PASSPHRASE) || keySource.startsWith(KEY_STORE);
    }

    /** Objects of classes: text names the classes. */
    static <T> SettingType<Components<T>> components() {
        SettingType<String> className = className();
        Function<String, Components<T>> parse = text -> new Components<>(Arrays.stream(text.split("[,;]"))
                .filter(part -> !part.isBlank())
                .map(className.parse)
                .map(Component::<T>named)
                .toList());
        return new SettingType<>(
                "a list, each " + className.allowed, parse, Components::text, UnaryOperator.identity());
    }

    /** A file, or something on the class path: nothing that would be fetched from elsewhere. */
    static SettingType<String> location() {
        return of(
                "file:... or classpath:..., such as classpath:book.schema.json",
                String::strip,
                LOCATION.asMatchPredicate());
    }

    static SettingType<String> oneOf(List<String> names) {
        return of("one of " + String.join(", ", names), text -> text.strip().toLowerCase(Locale.ROOT), names::contains);
    }

    /** Something of ours by its name, or of the application's by its class. */
    static SettingType<String> nameOrClass(List<String> names) {
        return of(
                "one of " + String.join(", ", names) + ", or the name of a class such as com.acme.BookCodec",
                String::strip,
                text -> names.contains(text)
                        || (text.indexOf('.') > 0 && CLASS_NAME.matcher(text).matches()));
    }

    /** One of ours by its name, or an object of a class: text names the class. */
    static <T> SettingType<Component<T>> nameOrComponent(List<String> names) {
        SettingType<String> text = nameOrClass(names);
        return new SettingType<>(
                text.allowed,
                written -> Component.named(text.parse.apply(written)),
                Component::text,
                UnaryOperator.identity());
    }

    /** Several of them. */
    static SettingType<List<String>> namesOrClasses(List<String> names) {
        SettingType<String> one = nameOrClass(names);
        Function<String, List<String>> parse = text -> Arrays.stream(text.split("[,;]"))
                .filter(part -> !part.isBlank())
                .map(one.parse)
                .toList();
        return new SettingType<>(
                "a list, each " + one.allowed, parse, list -> String.join(", ", list), UnaryOperator.identity());
    }

    static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
        Function<E, String> name =
                value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-');
        SettingType<String> names =
                oneOf(Arrays.stream(type.getEnumConstants()).map(name).toList());
        Function<String, E> parse = text -> Enum.valueOf(
                type, names.parse.apply(text).toUpperCase(Locale.ROOT).replace('-', '_'));
        return new SettingType<>(names.allowed, parse, name, UnaryOperator.identity());
    }

    static SettingType<Boolean> flag() {
        String allowed = "true or false";
        Function<String, Boolean> parse = text -> {
            String word = text.strip().toLowerCase(Locale.ROOT);
            return require(word.equals("true"), word.equals("true") || word.equals("false"), allowed);
        };
        return new SettingType<>(allowed, parse, String::valueOf, UnaryOperator.identity());
    }

    static SettingType<Integer> number(int least, int most) {
        String allowed = "a whole number from " + least + " to " + most;
        Function<String, Integer> parse = text -> {
            try {
                int value = Integer.parseInt(text.strip());
                return require(value, value >= least && value <= most, allowed);
            } catch (NumberFormatException noNumber) {
                throw new IllegalArgumentException(allowed, noNumber);
            }
        };
        return new SettingType<>(allowed, parse, String::valueOf, UnaryOperator.identity());
    }

    /** A number of bytes, with a unit or without. */
    static SettingType<Long> size(long least, long most) {
        String allowed = "a number of bytes from " + least + " to " + most + ", such as 65536, 64kb, 256mb or 2gb";
        Function<String, Long> parse = text -> {
            Matcher matcher = SIZE.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(allowed);
            }
            int unit = UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT));
            try {
                long value = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (BITS_OF_UNIT * unit));
                return require(value, value >= least && value <= most, allowed);
            } catch (ArithmeticException | NumberFormatException tooLarge) {
                throw new IllegalArgumentException(allowed, tooLarge);
            }
        };
        return new SettingType<>(allowed, parse, String::valueOf, UnaryOperator.identity());
    }

    static SettingType<Duration> duration(Duration least, Duration most) {
        String allowed = "a duration from " + DurationText.format(least) + " to " + DurationText.format(most)
                + ", written as " + DurationText.EXAMPLES;
        Function<String, Duration> parse = text -> {
            Duration value = DurationText.parse(text.strip(), allowed);
            return require(value, value.compareTo(least) >= 0 && value.compareTo(most) <= 0, allowed);
        };
        return new SettingType<>(allowed, parse, DurationText::format, UnaryOperator.identity());
    }

    static SettingType<Ttl> timeToLive() {
        SettingType<Duration> finite = duration(Duration.ofMillis(1), Duration.ofDays(36_500));
        String allowed = ETERNAL + " or " + finite.allowed;
        Function<String, Ttl> parse = text -> {
            if (text.strip().equalsIgnoreCase(ETERNAL)) {
                return Ttl.ETERNAL;
            }
            try {
                return Ttl.ofMillis(finite.parse.apply(text).toMillis());
            } catch (IllegalArgumentException noDuration) {
                throw new IllegalArgumentException(allowed, noDuration);
            }
        };
        Function<Ttl, String> format =
                ttl -> ttl.isEternal() ? ETERNAL : DurationText.format(Duration.ofMillis(ttl.millis()));
        return new SettingType<>(allowed, parse, format, UnaryOperator.identity());
    }

    static SettingType<Path> path() {
        String allowed = "the path of a file";
        Function<String, Path> parse = text -> {
            try {
                return require(Path.of(text.strip()), !text.isBlank(), allowed);
            } catch (InvalidPathException noPath) {
                throw new IllegalArgumentException(allowed, noPath);
            }
        };
        return new SettingType<>(allowed, parse, Path::toString, UnaryOperator.identity());
    }

    /** Classes and packages as {@link ObjectInputFilter} writes them, only those that allow. */
    static SettingType<List<String>> classPatterns() {
        String allowed =
                "a list of classes and packages to allow, such as com.acme.Book;com.acme.model.*;com.acme.api.**";
        Function<String, List<String>> parse = text -> {
            List<String> patterns = Arrays.stream(text.split("[,;]"))
                    .map(String::strip)
                    .filter(pattern -> !pattern.isEmpty())
                    .toList();
            for (String pattern : patterns) {
                require(pattern, isClassPattern(pattern), allowed);
            }
            return patterns;
        };
        return new SettingType<>(allowed, parse, list -> String.join(";", list), UnaryOperator.identity());
    }

    /** Files and resources of the class path. */
    static SettingType<List<String>> locations() {
        String allowed = "a list of locations, each file:path or classpath:name";
        Function<String, List<String>> parse = text -> {
            List<String> locations = Arrays.stream(text.split("[,;]"))
                    .map(String::strip)
                    .filter(location -> !location.isEmpty())
                    .toList();
            for (String location : locations) {
                require(location, LOCATION.matcher(location).matches(), allowed);
            }
            return locations;
        };
        return new SettingType<>(allowed, parse, list -> String.join(", ", list), UnaryOperator.identity());
    }

    static SettingType<ServerUrl> serverUrl() {
        return new SettingType<>(ServerUrl.ALLOWED, ServerUrl::parse, ServerUrl::toString, ServerUrl::masked);
    }

    private static boolean isClassPattern(String pattern) {
        int star = pattern.indexOf('*');
        String name = star < 0 ? pattern : pattern.substring(0, star);
        String stars = star < 0 ? "" : pattern.substring(star);
        boolean wildcard = stars.equals("*") || (stars.equals("**") && name.endsWith("."));
        String stem = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return star < 0
                ? CLASS_NAME.matcher(name).matches()
                : wildcard && (name.isEmpty() || CLASS_NAME.matcher(stem).matches());
    }

    private static SettingType<String> of(String allowed, UnaryOperator<String> clean, Predicate<String> good) {
        Function<String, String> parse = text -> {
            String cleaned = clean.apply(text);
            return require(cleaned, good.test(cleaned), allowed);
        };
        return new SettingType<>(allowed, parse, text -> text, UnaryOperator.identity());
    }

    private static <T> T require(T value, boolean good, String allowed) {
        if (!good) {
            throw new IllegalArgumentException(allowed);
        }
        return value;
    }
}
