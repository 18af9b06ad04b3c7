// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.OptionalLong;

/**
 * What a server tells of a group of consumers.
 *
 * @param name the name of the group
 * @param consumers how many consumers it has
 * @param pending how many entries are delivered and not acknowledged
 * @param lastDelivered the id up to which entries were delivered
 * @param lag how many entries are still to be delivered; empty where the server does not know, and before Redis 7.0
 */
public record GroupInfo(String name, long consumers, long pending, StreamId lastDelivered, OptionalLong lag) {}
