// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.structures;

import io.jambry.Jambry;
import io.jambry.structure.StreamConsumer;
import io.jambry.structure.Structures;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * A day of a shop whose stock, orders and numbers are on a server.
 *
 * <p>Ends with 0 if each step found what it should, with 1 if not.
 */
public final class ShopDay {

    /** A server that is started for this JVM, and its name. With a server of your own: {@code redis://host}. */
    private static final String SERVER = "embedded:shop";

    private static final int RECEIPTS = 50;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final CachingProvider provider;
    private final PrintStream out;
    private boolean good = true;

    private ShopDay(CachingProvider provider, PrintStream out) {
        this.provider = provider;
        this.out = out;
    }

    /** Takes nothing. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(System.out) ? 0 : 1);
    }

    static boolean run(PrintStream out) throws InterruptedException {
        try (CachingProvider provider = Caching.getCachingProvider()) {
            return new ShopDay(provider, out).run();
        }
    }

    private boolean run() throws InterruptedException {
        Structures structures = manager("shop").unwrap(Structures.class);
        Shop shop = new Shop(structures);
        shop.deliver(Map.of("lamp", 10L, "vase", 3L));

        check("what is there can be ordered", shop.order(new Order("Ada", "lamp", 4)) == Shop.Answer.ORDERED);
        check("what is not there cannot", shop.order(new Order("Bob", "vase", 4)) == Shop.Answer.SOLD_OUT);
        shop.order(new Order("Bob", "vase", 3));
        shop.order(new Order("nobody", "lamp", 1));
        check("stock is what was not ordered", shop.left("lamp") == 5 && shop.left("vase") == 0);

        List<Shop.Answer> hasty = Stream.generate(() -> shop.order(new Order("Eve", "lamp", 6)))
                .limit(6)
                .toList();
        check("who orders too often has to wait", hasty.indexOf(Shop.Answer.TOO_MANY_ORDERS) == 5);

        Dispatch dispatch = new Dispatch(structures);
        try (StreamConsumer<Order> worker = dispatch.open()) {
            check("all orders are sent, or given up", worker.isRunning() && comesTrue(dispatch::isDone));
        }
        check("an order that was delivered twice counts once", dispatch.sold() == 7);
        check("favourites come first", dispatch.favourites().equals(List.of("lamp", "vase")));
        check(
                "what nobody can send lies apart",
                dispatch.undeliverable().equals(List.of(new Order("nobody", "lamp", 1))));

        tills();
        return good;
    }

    /** Each till as another JVM would have it. */
    private void tills() {
        Till one = new Till(manager("till one"));
        Till other = new Till(manager("till other"));
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> one.writeReceipts(RECEIPTS)),
                        CompletableFuture.runAsync(() -> other.writeReceipts(RECEIPTS)))
                .join();
        check("no number is on two receipts", one.last() == 2 * RECEIPTS);
        List<Long> tokens = Stream.concat(one.tokens().stream(), other.tokens().stream())
                .distinct()
                .toList();
        check("no two holders of a lock have one token", tokens.size() == 2 * RECEIPTS);
        check("who is late with an old token changes nothing", !one.canWriteLate() && one.last() == 2 * RECEIPTS);
    }

    private CacheManager manager(String who) {
        return provider.getCacheManager(
                URI.create("jambry:" + who.replace(' ', '-')), null, Jambry.propertiesByUrl(SERVER));
    }

    private static boolean comesTrue(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    private void check(String step, boolean holds) {
        good &= holds;
        out.println((holds ? "ok      " : "FAILED  ") + step);
    }
}
