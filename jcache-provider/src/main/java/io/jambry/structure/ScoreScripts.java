// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import java.util.Optional;
import redis.clients.jedis.CommandObject;

/**
 * What no single command does with the score of an element.
 *
 * @param key the name of the sorted set on the server
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScoreScripts(byte[] key) {

    CommandObject<Optional<Double>> put(byte[] element, double score) {
        return score(RedisScript.SCORE_PUT.with(key, element, Scores.bytes(score)));
    }

    CommandObject<Optional<Double>> replace(byte[] element, double score) {
        return score(RedisScript.SCORE_REPLACE.with(key, element, Scores.bytes(score)));
    }

    CommandObject<Boolean> replace(byte[] element, double expected, double score) {
        return Replies.map(
                RedisScript.SCORE_REPLACE.with(key, element, Scores.bytes(score), Scores.bytes(expected)),
                before -> before != null);
    }

    CommandObject<Optional<Double>> remove(byte[] element) {
        return score(RedisScript.SCORE_REMOVE.with(key, element));
    }

    CommandObject<Boolean> remove(byte[] element, double expected) {
        return Replies.map(
                RedisScript.SCORE_REMOVE.with(key, element, Scores.bytes(expected)), before -> before != null);
    }

    private static CommandObject<Optional<Double>> score(CommandObject<Object> script) {
        return Replies.map(script, Scores::optional);
    }
}
