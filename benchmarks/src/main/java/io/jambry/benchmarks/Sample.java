// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/**
 * What one process measured.
 *
 * @param score operations per second, or milliseconds, or a share, as the column says
 * @param cpuNanos the client's processor time per operation; 0 if it was not asked for
 * @param allocated bytes per operation; 0 if that was not asked for
 */
record Sample(double score, double cpuNanos, double allocated) {

    /** What of a sample a line is about. */
    enum Figure {
        SCORE,
        CPU,
        ALLOCATED
    }

    double get(Figure figure) {
        return switch (figure) {
            case SCORE -> score;
            case CPU -> cpuNanos;
            case ALLOCATED -> allocated;
        };
    }
}
