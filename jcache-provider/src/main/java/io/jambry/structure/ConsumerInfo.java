// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;

/**
 * What a server tells of a consumer of a group.
 *
 * @param name the name of the consumer
 * @param pending how many entries it has not acknowledged
 * @param idle how long ago it asked for something
 */
public record ConsumerInfo(String name, long pending, Duration idle) {}
