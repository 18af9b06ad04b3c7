// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import redis.clients.jedis.params.ZParams;
import redis.clients.jedis.params.ZParams.Aggregate;

/**
 * How the scores that one element has in several sorted sets become one: each is multiplied by the weight of its set, which is 1 unless
 * said otherwise, and of the products the sum, the least or the greatest is taken. Immutable.
 */
public final class ScoreMix {

    /** The sum of the scores. */
    public static final ScoreMix SUM = new ScoreMix(Aggregate.SUM, new double[0]);

    /** The least of the scores. */
    public static final ScoreMix LEAST = new ScoreMix(Aggregate.MIN, new double[0]);

    /** The greatest of the scores. */
    public static final ScoreMix GREATEST = new ScoreMix(Aggregate.MAX, new double[0]);

    private final Aggregate aggregate;
    private final double[] weights;

    private ScoreMix(Aggregate aggregate, double[] weights) {
        this.aggregate = aggregate;
        this.weights = weights;
    }

    /**
     * The same with weights.
     *
     * @param weightOfEach one for each of the sorted sets, in their order
     * @return another one
     * @throws IllegalArgumentException if there are none, or one is not a number
     */
    public ScoreMix weighted(double... weightOfEach) {
        if (weightOfEach.length == 0) {
            throw new IllegalArgumentException("there are no weights");
        }
        DoubleStream.of(weightOfEach).forEach(weight -> Scores.require("a weight", weight));
        return new ScoreMix(aggregate, weightOfEach.clone());
    }

    /** For so many sets. */
    ZParams params(int sets) {
        ZParams params = new ZParams();
        if (weights.length > 0) {
            if (weights.length != sets) {
                throw new IllegalArgumentException(
                        "there are " + weights.length + " weights for " + sets + " sorted sets; give one for each");
            }
            params.weights(weights);
        }
        return params.aggregate(aggregate);
    }

    /** What is done with scores. */
    @Override
    public String toString() {
        return aggregate + (weights.length == 0 ? "" : " weighted " + Arrays.toString(weights));
    }
}
