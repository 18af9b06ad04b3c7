// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.time.Duration;

/** Runs the fuzz by hand: {@code -Dfuzz.provider -Dfuzz.url -Dfuzz.seed -Dfuzz.count -Dfuzz.expired}. */
final class FuzzMain {

    private FuzzMain() {}

    public static void main(String[] arguments) {
        String url = System.getProperty("fuzz.url");
        String provider = System.getProperty("fuzz.provider", Target.JAMBRY);
        ExpiredDelivery delivery = ExpiredDelivery.valueOf(System.getProperty("fuzz.expired", "ALWAYS"));
        Allowances allowances = Allowances.reference();
        Target tested = provider.equals(Target.REFERENCE)
                ? Target.reference(Allowances.reference())
                : Target.tested(provider, url, delivery);
        long start = System.nanoTime();
        System.out.println(FuzzReport.of(
                Target.reference(allowances),
                tested,
                Long.getLong("fuzz.seed", 1),
                Integer.getInteger("fuzz.count", Long.getLong("fuzz.seed") == null ? 300 : 1)));
        System.out.println("in " + Duration.ofNanos(System.nanoTime() - start) + ", excused " + allowances.used());
    }
}
