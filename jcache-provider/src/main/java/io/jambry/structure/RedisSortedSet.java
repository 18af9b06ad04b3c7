// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.SortedSetOption;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.resps.Tuple;

/**
 * A set on one server whose elements have scores and are in their order: the least score first, those of the same score in the order of
 * their bytes. A rank is a place in this order, from 0.
 *
 * <p>Operations over several sorted sets need them together: in a cluster of one {@linkplain Structures#group group}, and written in the
 * same way.
 *
 * @param <E> the type of the elements; equal elements have equal bytes
 */
public final class RedisSortedSet<E> extends ElementStructure<E> {

    private static final String POLL_FIRST = "pollFirst";
    private static final String POLL_LAST = "pollLast";

    private final ScoreScripts scripts;

    RedisSortedSet(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key, form);
        this.scripts = new ScoreScripts(key);
    }

    /**
     * The scores by element as {@code java.util.concurrent} sees them, each method by the operations here. Iterators are weakly consistent,
     * go in no order, and read page by page: what is there all the time comes at least once.
     *
     * @return a view
     */
    public ConcurrentMap<E, Double> view() {
        return new ScoresView<>(this);
    }

    /**
     * Counts the elements.
     *
     * @return an operation: {@code ZCARD}
     */
    public Operation<Long> size() {
        return operation(commands().zcard(key()));
    }

    /**
     * Puts an element in, or gives it another score.
     *
     * @param element anything but null
     * @param score any number, which may be infinite
     * @return an operation whose result is whether it is new: {@code ZADD}
     * @throws IllegalArgumentException if the score is not a number
     */
    public Operation<Boolean> add(E element, double score) {
        return operation(Replies.map(commands().zadd(key(), score(score), bytes(element)), Replies::isOne));
    }

    /**
     * Puts an element in, or gives it another score, where a rule allows it.
     *
     * @param element anything but null
     * @param score any number, which may be infinite
     * @param rule when to write
     * @return an operation whose result is whether the element is new or has another score: {@code ZADD … CH}
     * @throws IllegalArgumentException if the score is not a number
     */
    public Operation<Boolean> add(E element, double score, ScoreRule rule) {
        return operation(Replies.map(
                commands()
                        .zadd(key(), score(score), bytes(element), params(rule).ch()),
                Replies::isOne));
    }

    /**
     * Puts elements in, or gives them other scores, all at once.
     *
     * @param scores at least one element
     * @return an operation whose result is how many are new: {@code ZADD}
     * @throws IllegalArgumentException if there are none, or a score is not a number
     */
    public Operation<Long> addAll(Map<? extends E, Double> scores) {
        return operation(commands().zadd(key(), scores(scores)));
    }

    /**
     * Puts elements in, or gives them other scores, where a rule allows it.
     *
     * @param scores at least one element
     * @param rule when to write
     * @return an operation whose result is how many are new or have another score: {@code ZADD … CH}
     * @throws IllegalArgumentException if there are none, or a score is not a number
     */
    public Operation<Long> addAll(Map<? extends E, Double> scores, ScoreRule rule) {
        return operation(commands().zadd(key(), scores(scores), params(rule).ch()));
    }

    /**
     * Puts an element in, or gives it another score, and tells the one before.
     *
     * @param element anything but null
     * @param score any number, which may be infinite
     * @return an operation: the score before; a script
     * @throws IllegalArgumentException if the score is not a number
     */
    public Operation<Optional<Double>> getAndAdd(E element, double score) {
        return operation(scripts.put(bytes(element), score(score)));
    }

    /**
     * Adds to a score, from 0 for an element that is not there.
     *
     * @param element anything but null
     * @param delta what to add
     * @return an operation: the sum; {@code ZINCRBY}
     * @throws IllegalArgumentException if it is not a number
     */
    public Operation<Double> increment(E element, double delta) {
        return operation(commands().zincrby(key(), Scores.require("delta", delta), bytes(element)));
    }

    /**
     * Adds to a score where a rule allows it, which looks at the sum.
     *
     * @param element anything but null
     * @param delta what to add
     * @param rule when to write
     * @return an operation: the sum; empty if the rule did not allow it; {@code ZADD … INCR}
     * @throws IllegalArgumentException if the delta is not a number
     */
    public Operation<Optional<Double>> increment(E element, double delta, ScoreRule rule) {
        return operation(Replies.map(
                commands().zaddIncr(key(), Scores.require("delta", delta), bytes(element), params(rule)),
                Optional::ofNullable));
    }

    /**
     * Takes an element out.
     *
     * @param element which
     * @return an operation whose result is whether it was there: {@code ZREM}
     */
    public Operation<Boolean> remove(E element) {
        return operation(Replies.map(commands().zrem(key(), bytes(element)), Replies::isOne));
    }

    /**
     * Takes elements out.
     *
     * @param elements at least one
     * @return an operation whose result is how many were there: {@code ZREM}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> removeAll(Collection<? extends E> elements) {
        return operation(commands().zrem(key(), bytes(elements)));
    }

    /**
     * Takes a range out.
     *
     * @param range which, without a limit
     * @return an operation whose result is how many were there: {@code ZREMRANGEBYRANK}, {@code ZREMRANGEBYSCORE} or
     *     {@code ZREMRANGEBYLEX}
     * @throws IllegalArgumentException if the range has a limit
     */
    public Operation<Long> removeRange(Range<? super E> range) {
        requireNonNull(range, "range").requireUnlimited("removing a range");
        return operation(
                switch (range.by()) {
                    case RANK -> commands().zremrangeByRank(key(), range.firstRank(), range.lastRank());
                    case SCORE -> commands().zremrangeByScore(key(), range.least(form()), range.greatest(form()));
                    case ELEMENT -> commands().zremrangeByLex(key(), range.least(form()), range.greatest(form()));
                });
    }

    /**
     * Takes an element out, and tells its score.
     *
     * @param element which
     * @return an operation: the score that it had; a script
     */
    public Operation<Optional<Double>> getAndRemove(E element) {
        return operation(scripts.remove(bytes(element)));
    }

    /**
     * Tells the score of an element.
     *
     * @param element which
     * @return an operation: {@code ZSCORE}
     */
    public Operation<Optional<Double>> score(E element) {
        return operation(Replies.map(commands().zscore(key(), bytes(element)), Optional::ofNullable));
    }

    /**
     * Tells the scores of elements.
     *
     * @param elements at least one
     * @return an operation: those that are there, in their order; {@code ZMSCORE}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<E, Double>> scores(Collection<? extends E> elements) {
        List<E> asked = List.copyOf(elements);
        return operation(Replies.map(
                commands().zmscore(key(), bytes(asked)), found -> Replies.those(asked, found, score -> score)));
    }

    /**
     * Tells the rank of an element.
     *
     * @param element which
     * @return an operation: 0 for the least; {@code ZRANK}
     */
    public Operation<Optional<Long>> rank(E element) {
        return operation(Replies.map(commands().zrank(key(), bytes(element)), Optional::ofNullable));
    }

    /**
     * Tells the rank of an element from the other end.
     *
     * @param element which
     * @return an operation: 0 for the greatest; {@code ZREVRANK}
     */
    public Operation<Optional<Long>> reverseRank(E element) {
        return operation(Replies.map(commands().zrevrank(key(), bytes(element)), Optional::ofNullable));
    }

    /**
     * Counts a range of scores or elements.
     *
     * @param range which, without a limit
     * @return an operation: {@code ZCOUNT} or {@code ZLEXCOUNT}
     * @throws IllegalArgumentException if the range is one of ranks, or has a limit
     */
    public Operation<Long> count(Range<? super E> range) {
        requireNonNull(range, "range").requireUnlimited("counting a range");
        return operation(
                switch (range.by()) {
                    case RANK ->
                        throw new IllegalArgumentException(
                                "a range of ranks says itself how many it has; count scores or elements");
                    case SCORE -> commands().zcount(key(), range.least(form()), range.greatest(form()));
                    case ELEMENT -> commands().zlexcount(key(), range.least(form()), range.greatest(form()));
                });
    }

    /**
     * Reads the elements of a range.
     *
     * @param range which
     * @return an operation: in the order of the range; {@code ZRANGE}
     */
    public Operation<List<E>> range(Range<? super E> range) {
        return operation(Replies.map(
                commands().zrange(key(), requireNonNull(range, "range").params(form())), this::list));
    }

    /**
     * Reads the elements of a range with their scores.
     *
     * @param range by ranks or scores
     * @return an operation: in the order of the range; {@code ZRANGE … WITHSCORES}
     * @throws IllegalArgumentException if the range is one of elements, whose scores are all the same
     */
    public Operation<List<Scored<E>>> rangeWithScores(Range<? super E> range) {
        if (requireNonNull(range, "range").by() == Range.By.ELEMENT) {
            throw new IllegalArgumentException(
                    "the server tells no scores in a range of elements, which are all the same; read it without scores");
        }
        return operation(scored(commands().zrangeWithScores(key(), range.params(form()))));
    }

    /**
     * Makes another one what is in a range of this one, and forgets what was in it.
     *
     * @param range which
     * @param target the other one
     * @return an operation: its size; {@code ZRANGESTORE}
     * @throws IllegalArgumentException if the sorted sets are not together
     */
    public Operation<Long> copyRange(Range<? super E> range, RedisSortedSet<E> target) {
        requireKin(requireNonNull(target, "target"));
        // the client does not take the second one for a key
        CommandArguments arguments = new CommandArguments(Command.ZRANGESTORE)
                .key(target.key())
                .key(key())
                .addParams(requireNonNull(range, "range").params(form()));
        return operation(new CommandObject<>(arguments, BuilderFactory.LONG));
    }

    /**
     * Takes the element with the least score.
     *
     * @return an operation: {@code ZPOPMIN}
     */
    public Operation<Optional<Scored<E>>> pollFirst() {
        return operation(Replies.map(commands().zpopmin(key()), this::scoredOrNone));
    }

    /**
     * Takes the element with the greatest score.
     *
     * @return an operation: {@code ZPOPMAX}
     */
    public Operation<Optional<Scored<E>>> pollLast() {
        return operation(Replies.map(commands().zpopmax(key()), this::scoredOrNone));
    }

    /**
     * Takes the elements with the least scores.
     *
     * @param count how many at most, at least 1
     * @return an operation: the least one first; {@code ZPOPMIN}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<Scored<E>>> pollFirst(int count) {
        return operation(scored(commands().zpopmin(key(), Ranges.atLeastOne("count", count))));
    }

    /**
     * Takes the elements with the greatest scores.
     *
     * @param count how many at most, at least 1
     * @return an operation: the greatest one first; {@code ZPOPMAX}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<Scored<E>>> pollLast(int count) {
        return operation(scored(commands().zpopmax(key(), Ranges.atLeastOne("count", count))));
    }

    /**
     * Takes the elements with the least scores from the first of several sorted sets that has any. Redis 7.0, Valkey 7.2.
     *
     * @param count how many at most, at least 1
     * @param others where to look when this one is empty, in that order
     * @return an operation: {@code ZMPOP}
     * @throws IllegalArgumentException if the count is less, or the sorted sets are not together
     */
    public Operation<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> pollFirst(
            int count, Collection<RedisSortedSet<E>> others) {
        return operation(taken(
                commands().zmpop(SortedSetOption.MIN, Ranges.atLeastOne("count", count), keysWith(others)), others));
    }

    /**
     * Takes the elements with the greatest scores from the first of several sorted sets that has any. Redis 7.0, Valkey 7.2.
     *
     * @param count how many at most, at least 1
     * @param others where to look when this one is empty, in that order
     * @return an operation: {@code ZMPOP}
     * @throws IllegalArgumentException if the count is less, or the sorted sets are not together
     */
    public Operation<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> pollLast(
            int count, Collection<RedisSortedSet<E>> others) {
        return operation(taken(
                commands().zmpop(SortedSetOption.MAX, Ranges.atLeastOne("count", count), keysWith(others)), others));
    }

    /**
     * Takes the element with the least score, and waits for one if there is none.
     *
     * @param wait how long at most; not negative
     * @return an operation: empty if none came; {@code BZPOPMIN}
     * @throws IllegalArgumentException if the wait is negative
     */
    public Operation<Optional<Scored<E>>> takeFirst(Duration wait) {
        return waiting(
                wait,
                Optional.empty(),
                POLL_FIRST,
                seconds -> Replies.beside(commands().bzpopmin(seconds, key()), this::scoredBeside));
    }

    /**
     * Takes the element with the greatest score, and waits for one if there is none.
     *
     * @param wait how long at most; not negative
     * @return an operation: empty if none came; {@code BZPOPMAX}
     * @throws IllegalArgumentException if the wait is negative
     */
    public Operation<Optional<Scored<E>>> takeLast(Duration wait) {
        return waiting(
                wait,
                Optional.empty(),
                POLL_LAST,
                seconds -> Replies.beside(commands().bzpopmax(seconds, key()), this::scoredBeside));
    }

    /**
     * Takes the element with the least score of the first of several sorted sets that has any, and waits for one if none has.
     *
     * @param wait how long at most; not negative
     * @param others where to look besides this one
     * @return an operation: empty if none came; {@code BZPOPMIN}
     * @throws IllegalArgumentException if the wait is negative, or the sorted sets are not together
     */
    public Operation<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> takeFirst(
            Duration wait, Collection<RedisSortedSet<E>> others) {
        byte[][] keys = keysWith(others);
        return waiting(
                wait,
                Optional.empty(),
                POLL_FIRST,
                seconds -> takenOne(commands().bzpopmin(seconds, keys), others));
    }

    /**
     * Takes the element with the greatest score of the first of several sorted sets that has any, and waits for one if none has.
     *
     * @param wait how long at most; not negative
     * @param others where to look besides this one
     * @return an operation: empty if none came; {@code BZPOPMAX}
     * @throws IllegalArgumentException if the wait is negative, or the sorted sets are not together
     */
    public Operation<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> takeLast(
            Duration wait, Collection<RedisSortedSet<E>> others) {
        byte[][] keys = keysWith(others);
        return waiting(
                wait,
                Optional.empty(),
                POLL_LAST,
                seconds -> takenOne(commands().bzpopmax(seconds, keys), others));
    }

    /**
     * Takes the elements with the least scores from the first of several sorted sets that has any, and waits if none has. Redis 7.0,
     * Valkey 7.2.
     *
     * @param wait how long at most; not negative
     * @param count how many at most, at least 1
     * @param others where to look besides this one; none for this one alone
     * @return an operation: empty if none came; {@code BZMPOP}
     * @throws IllegalArgumentException if the wait is negative, the count is less, or the sorted sets are not together
     */
    public Operation<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> takeFirst(
            Duration wait, int count, Collection<RedisSortedSet<E>> others) {
        return taking(wait, POLL_FIRST, SortedSetOption.MIN, count, others);
    }

    /**
     * Takes the elements with the greatest scores from the first of several sorted sets that has any, and waits if none has. Redis 7.0,
     * Valkey 7.2.
     *
     * @param wait how long at most; not negative
     * @param count how many at most, at least 1
     * @param others where to look besides this one; none for this one alone
     * @return an operation: empty if none came; {@code BZMPOP}
     * @throws IllegalArgumentException if the wait is negative, the count is less, or the sorted sets are not together
     */
    public Operation<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> takeLast(
            Duration wait, int count, Collection<RedisSortedSet<E>> others) {
        return taking(wait, POLL_LAST, SortedSetOption.MAX, count, others);
    }

    private Operation<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> taking(
            Duration wait, String instead, SortedSetOption from, int count, Collection<RedisSortedSet<E>> others) {
        Ranges.atLeastOne("count", count);
        byte[][] keys = keysWith(others);
        return waiting(
                wait,
                Optional.empty(),
                instead,
                seconds -> taken(commands().bzmpop(seconds, from, count, keys), others));
    }

    /**
     * Reads elements by chance, with their scores.
     *
     * @param count how many different ones at most, at least 1
     * @return an operation: {@code ZRANDMEMBER … WITHSCORES}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<Scored<E>>> random(int count) {
        return operation(scored(commands().zrandmemberWithScores(key(), Ranges.atLeastOne("count", count))));
    }

    /**
     * Reads elements by chance, with their scores, each time from all of them, so that one may come more than once.
     *
     * @param count how many, at least 1
     * @return an operation: so many, or none if there are none; {@code ZRANDMEMBER … WITHSCORES}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<Scored<E>>> randomWithRepeats(int count) {
        return operation(scored(commands().zrandmemberWithScores(key(), -Ranges.atLeastOne("count", count))));
    }

    /**
     * Reads what is in this one and in all others.
     *
     * @param others the other ones
     * @param mix what becomes of the scores; weights are for this one, then for the others in their order
     * @return an operation: {@code ZINTER}
     * @throws IllegalArgumentException if the sorted sets are not together, or have another number of weights
     */
    public Operation<List<Scored<E>>> intersection(List<RedisSortedSet<E>> others, ScoreMix mix) {
        byte[][] keys = keysWith(others);
        return operation(
                scored(commands().zinterWithScores(requireNonNull(mix, "mix").params(keys.length), keys)));
    }

    /**
     * Reads what is in this one or in others.
     *
     * @param others the other ones
     * @param mix what becomes of the scores; weights are for this one, then for the others in their order
     * @return an operation: {@code ZUNION}
     * @throws IllegalArgumentException if the sorted sets are not together, or have another number of weights
     */
    public Operation<List<Scored<E>>> union(List<RedisSortedSet<E>> others, ScoreMix mix) {
        byte[][] keys = keysWith(others);
        return operation(
                scored(commands().zunionWithScores(requireNonNull(mix, "mix").params(keys.length), keys)));
    }

    /**
     * Reads what is in this one and in no other.
     *
     * @param others the other ones
     * @return an operation: with the scores that they have in this one; {@code ZDIFF}
     * @throws IllegalArgumentException if the sorted sets are not together
     */
    public Operation<List<Scored<E>>> difference(Collection<RedisSortedSet<E>> others) {
        return operation(scored(commands().zdiffWithScores(keysWith(others))));
    }

    /**
     * Counts what is in this one and in all others. Redis 7.0, Valkey 7.2.
     *
     * @param others the other ones
     * @param limit where counting may stop; 0 for never
     * @return an operation: {@code ZINTERCARD}
     * @throws IllegalArgumentException if the limit is negative, or the sorted sets are not together
     */
    public Operation<Long> intersectionSize(Collection<RedisSortedSet<E>> others, int limit) {
        return operation(commands().zintercard(Ranges.notNegative("limit", limit), keysWith(others)));
    }

    /**
     * Makes this one what is in all of several, and forgets what was in it.
     *
     * @param sources at least one, of which it may be one itself
     * @param mix what becomes of the scores; weights are in the order of the sources
     * @return an operation: the size; {@code ZINTERSTORE}
     * @throws IllegalArgumentException if there are none, the sorted sets are not together, or have another number of weights
     */
    public Operation<Long> storeIntersection(List<RedisSortedSet<E>> sources, ScoreMix mix) {
        byte[][] keys = keysOf(sources);
        return operation(
                commands().zinterstore(key(), requireNonNull(mix, "mix").params(keys.length), keys));
    }

    /**
     * Makes this one what is in any of several, and forgets what was in it.
     *
     * @param sources at least one, of which it may be one itself
     * @param mix what becomes of the scores; weights are in the order of the sources
     * @return an operation: the size; {@code ZUNIONSTORE}
     * @throws IllegalArgumentException if there are none, the sorted sets are not together, or have another number of weights
     */
    public Operation<Long> storeUnion(List<RedisSortedSet<E>> sources, ScoreMix mix) {
        byte[][] keys = keysOf(sources);
        return operation(
                commands().zunionstore(key(), requireNonNull(mix, "mix").params(keys.length), keys));
    }

    /**
     * Makes this one what is in the first of several and in no other, and forgets what was in it.
     *
     * @param sources at least one, in their order, of which it may be one itself
     * @return an operation: the size; {@code ZDIFFSTORE}
     * @throws IllegalArgumentException if there are none, or the sorted sets are not together
     */
    public Operation<Long> storeDifference(List<RedisSortedSet<E>> sources) {
        return operation(commands().zdiffstore(key(), keysOf(sources)));
    }

    ScoreScripts scripts() {
        return scripts;
    }

    private static ZAddParams params(ScoreRule rule) {
        return requireNonNull(rule, "rule").params();
    }

    private static double score(double score) {
        return Scores.require("score", score);
    }

    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // the client wants a map, and nobody looks anything up
    private Map<byte[], Double> scores(Map<? extends E, Double> scores) {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("there are no elements");
        }
        Map<byte[], Double> all = new LinkedHashMap<>();
        scores.forEach((element, score) -> all.put(bytes(element), score(score)));
        return all;
    }

    private CommandObject<List<Scored<E>>> scored(CommandObject<List<Tuple>> command) {
        return Replies.map(command, this::scored);
    }

    private List<Scored<E>> scored(List<Tuple> tuples) {
        List<Scored<E>> elements = new ArrayList<>(tuples.size());
        for (Tuple tuple : tuples) {
            elements.add(Scored.of(tuple, form()));
        }
        return elements;
    }

    private Optional<Scored<E>> scoredOrNone(@Nullable Tuple tuple) {
        return tuple == null ? Optional.empty() : Optional.of(Scored.of(tuple, form()));
    }

    private Optional<Scored<E>> scoredBeside(Map.@Nullable Entry<byte[], Tuple> reply) {
        return scoredOrNone(reply == null ? null : reply.getValue());
    }

    private CommandObject<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> takenOne(
            CommandObject<? extends Map.Entry<byte[], Tuple>> command, Collection<RedisSortedSet<E>> others) {
        return Replies.beside(
                command,
                reply -> reply == null
                        ? Optional.empty()
                        : Optional.of(taken(reply.getKey(), List.of(reply.getValue()), others)));
    }

    private CommandObject<Optional<Taken<RedisSortedSet<E>, Scored<E>>>> taken(
            CommandObject<? extends Map.Entry<byte[], List<Tuple>>> command, Collection<RedisSortedSet<E>> others) {
        return Replies.beside(
                command,
                reply -> reply == null
                        ? Optional.empty()
                        : Optional.of(taken(reply.getKey(), reply.getValue(), others)));
    }

    private Taken<RedisSortedSet<E>, Scored<E>> taken(
            byte[] key, List<Tuple> elements, Collection<RedisSortedSet<E>> others) {
        return new Taken<>(named(key, this, others), scored(elements));
    }
}
