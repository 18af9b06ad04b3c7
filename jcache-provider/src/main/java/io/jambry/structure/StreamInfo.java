// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/**
 * What a server tells of a stream.
 *
 * @param length how many entries it has
 * @param groups how many groups of consumers
 * @param lastId the id of the entry that was added last, be it there or not; {@link StreamId#MIN} if there was none
 * @param added how many entries were ever added; 0 from servers before Redis 7.0
 */
public record StreamInfo(long length, long groups, StreamId lastId, long added) {}
