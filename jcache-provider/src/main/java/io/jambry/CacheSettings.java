// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.Objects.requireNonNull;

import io.jambry.spi.Bounds;
import io.jambry.spi.Codec;
import io.jambry.spi.Eviction;
import io.jambry.spi.KeyRing;
import io.jambry.spi.Ttl;
import io.jambry.spi.ValueValidator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How one cache behaves where JSR-107 has no word for it, and what it is like when it is opened without a configuration.
 *
 * <p>Immutable; equal when all values are equal. Each value has the name of its key; {@code docs/configuration.md} lists
 * them all.
 */
public final class CacheSettings {

    private static final String JSON = "json";
    private static final int MOST_SHARDS = 1024;

    /** More spread no better over the nodes of a cluster, and each costs a clear a command. */
    private static final long SHARDS_UNLESS_SAID = 64;

    /** Parts of so many entries have the same hits as the whole, to a percent. */
    private static final long ENTRIES_OF_A_SHARD = 1000;

    private static final long BYTES_OF_A_SHARD = 4L << 20;

    private static final long LEAST_BYTES_OF_A_SHARD = 1 << 10;

    private static final List<String> CODECS =
            List.of("jdk", JSON, "cbor", "smile", "kryo", "msgpack", "protobuf", "yaml", "fory");
    private static final List<String> READING_CODECS =
            Stream.concat(CODECS.stream(), Stream.of("redisson-kryo5")).toList();
    private static final List<String> COMPRESSORS = List.of("none", "zstd", "lz4", "snappy", "deflate", "gzip");
    private static final String NO_CIPHER = "none";
    private static final List<String> OUR_CIPHERS = List.of("xaes-256-gcm", "tink");
    private static final List<String> CIPHERS = List.of(NO_CIPHER, "xaes-256-gcm", "tink");

    static final Setting<Expiry> EXPIRY = Setting.of(
            "expiry",
            SettingType.choice(Expiry.class),
            // an entry is never older than the time to live, which is what most people expect of one
            Expiry.CREATED,
            "What starts the time to live of an entry anew. With eternal entries never expire, whatever ttl says."
                    + " Used when the JSR-107 configuration of the cache has no expiry policy, or the eternal one, which is"
                    + " its default.");

    static final Setting<Ttl> TTL = Setting.of(
            "ttl", SettingType.timeToLive(), Ttl.ETERNAL, "How long an entry lives, by the rule that expiry names.");

    static final Setting<String> KEY_TYPE = Setting.withoutDefault(
            "key-type",
            SettingType.className(),
            "The class of the keys of a cache that getCache opens although nobody has created it.");

    static final Setting<String> VALUE_TYPE = Setting.withoutDefault(
            "value-type",
            SettingType.className(),
            "The class of the values of a cache that getCache opens although nobody has created it.");

    static final Setting<Keys> KEYS = Setting.of(
            "keys",
            SettingType.choice(Keys.class),
            // only this is right for every key that it accepts
            Keys.CANONICAL,
            "How keys are written: canonical gives equal keys equal bytes and refuses types for which it cannot;"
                    + " jdk takes any serializable key, whose bytes must be the same for equal keys.");

    static final Setting<Component<Codec>> CODEC = Setting.of(
            "codec",
            SettingType.nameOrComponent(CODECS),
            // the one built-in that every serializable class survives
            Component.named("jdk"),
            "What writes values that have no readable form of their own: one of these, or a class of yours that implements"
                    + " io.jambry.spi.Codec and has a public constructor with a CodecContext, or without parameters; in"
                    + " code, CacheSettings takes the object itself.");

    static final Setting<List<String>> CODEC_READ = Setting.of(
            "codec-read",
            SettingType.namesOrClasses(READING_CODECS),
            List.of(),
            "What reads values that other codecs or programs wrote, besides the codec itself. redisson-kryo5 reads what the"
                    + " Kryo5Codec of Redisson wrote.");

    static final Setting<Header> HEADER = Setting.of(
            "header",
            SettingType.choice(Header.class),
            // what describes itself can be changed later
            Header.FULL,
            "Whether values that need one have a header that tells how they were written: full; or none, to share them with programs in"
                    + " other languages: then they are what the codec and the compressor make of them and nothing else, which needs a"
                    + " declared type of values. What others wrote is read in any case.");

    static final Setting<String> COMPRESSION = Setting.of(
            "compression",
            SettingType.nameOrClass(COMPRESSORS),
            // most values are small, and then it only costs
            "none",
            "What compresses values: one of these, or a class of yours that implements io.jambry.spi.Compressor and has a public"
                    + " constructor without parameters.");

    static final Setting<Integer> COMPRESSION_FROM = Setting.of(
            "compression-from",
            SettingType.number(1, 512 << 20),
            // below, a value and its header hardly shrink
            1024,
            "From how many bytes on a value is compressed. It stays as it is if that makes it no smaller.");

    static final Setting<List<String>> COMPRESSION_READ = Setting.of(
            "compression-read",
            SettingType.namesOrClasses(COMPRESSORS),
            List.of("deflate", "gzip"),
            "What restores values that other compressors made, besides the compressor itself.");

    static final Setting<String> ENCRYPTION = Setting.of(
            "encryption",
            SettingType.nameOrClass(CIPHERS),
            // it needs keys, which only the application has
            NO_CIPHER,
            "What encrypts values: one of these, of which tink writes the same as xaes-256-gcm by Tink; or a class of yours that"
                    + " implements io.jambry.spi.ValueCipher and has a public constructor with a KeyRing, or without parameters.");

    static final Setting<List<String>> ENCRYPTION_READ = Setting.of(
            "encryption-read",
            SettingType.namesOrClasses(OUR_CIPHERS),
            List.of(),
            "What decrypts values that something else encrypted, besides encryption itself; with encryption=none, what decrypts those"
                    + " that are still there.");

    static final Setting<Boolean> ENCRYPTION_READ_PLAIN = Setting.of(
            "encryption-read-plain",
            SettingType.flag(),
            // who may write to the server could else put there what they like
            false,
            "Whether a cache with encryption reads values that are not encrypted, as it must while it changes to encryption.");

    static final Setting<Component<KeyRing>> ENCRYPTION_KEYS = Setting.withoutDefault(
            "encryption-keys",
            SettingType.keySource(),
            "Where the keys are that values are encrypted with, and names hidden: a file, an environment variable, a key store, a passphrase,"
                    + " or a class of yours that implements io.jambry.spi.KeyRing and has a public constructor without parameters; in"
                    + " code, CacheSettings takes the object itself.");

    static final Setting<String> ENCRYPTION_PASSWORD = Setting.withoutDefault(
            "encryption-password",
            SettingType.secret(),
            "The password of the key store and of the keys in it, or the passphrase: one line with it, or several lines of a number, =,"
                    + " and the passphrase of that number, the first of which encrypts unless another is marked by a star in front.");

    static final Setting<EntryNames> ENTRY_NAMES = Setting.of(
            "entry-names",
            SettingType.choice(EntryNames.class),
            // an operator then sees what is there
            EntryNames.PLAIN,
            "What entries are called on the server: plain, by their keys; hidden, by what only those who have the key of entry-names-key"
                    + " can turn into keys again.");

    static final Setting<Integer> ENTRY_NAMES_KEY = Setting.withoutDefault(
            "entry-names-key",
            SettingType.number(0, KeyRing.LARGEST_ID),
            "The number of the key that hides names. Stays as it is, and its key in the ring, as long as there are entries.");

    static final Setting<Integer> COMPRESSION_LEVEL = Setting.of(
            "compression-level",
            SettingType.number(1, 19),
            // what zstd itself takes
            3,
            "How hard zstd tries to make values small, from quick to small. Other compressors have one level.");

    static final Setting<List<String>> COMPRESSION_DICTIONARIES = Setting.of(
            "compression-dictionaries",
            SettingType.locations(),
            List.of(),
            "Where dictionaries of zstd are, as file:path or classpath:name. The first one compresses, all of them restore."
                    + " io.jambry.command.TrainDictionary makes one from the values of a cache; small values need a smaller"
                    + " compression-from, too.");

    static final Setting<List<String>> ALLOW_CLASSES = Setting.of(
            "allow-classes",
            SettingType.classPatterns(),
            List.of(),
            "Classes and packages that values and keys may be made of, for every codec, beside those that are allowed by themselves:"
                    + " values of the JDK, the declared types and their packages, and the code of the application itself.");

    static final Setting<Integer> JDK_MAX_DEPTH = Setting.of(
            "jdk-max-depth",
            SettingType.number(1, 100_000),
            // every link of a chain costs stack, and the usual 512 KiB end at about 1500
            500,
            "How deep objects within objects may be nested in a value that the jdk codec writes or reads.");

    static final Setting<Integer> JDK_MAX_COLLECTIONS = Setting.of(
            "jdk-max-collections",
            SettingType.number(1, 10_000),
            // hashing collections that share their members costs a doubling at every level
            24,
            "How deep collections and arrays may be nested in a value that the jdk codec writes or reads.");

    static final Setting<Integer> JDK_MAX_REFERENCES = Setting.of(
            "jdk-max-references",
            SettingType.number(1, Integer.MAX_VALUE),
            // what a value of the largest size can need
            4 << 20,
            "How many objects and references to them a value of the jdk codec may hold.");

    static final Setting<Integer> JDK_MAX_ARRAY = Setting.of(
            "jdk-max-array",
            SettingType.number(1, Integer.MAX_VALUE),
            // what a value of the largest size can need
            16 << 20,
            "How many elements an array, or slots a collection, of a value of the jdk codec may have.");

    static final Setting<Integer> MAX_KEY_BYTES = Setting.of(
            "max-key-bytes",
            SettingType.number(1, 16 << 20),
            // a key travels with every command, message and page of a scan; a longer one wants to be a digest
            64 << 10,
            "How many bytes a key may have, as it is written, before what is special in it is escaped. A larger one is refused"
                    + " wherever it is given, by reads as well.");

    static final Setting<Integer> MAX_VALUE_BYTES = Setting.of(
            "max-value-bytes",
            // 512 MiB is what a server takes unless it is configured for more
            SettingType.number(1, 512 << 20),
            // the server serves nobody else while it moves such a value
            64 << 20,
            "How many bytes a value may have, as its codec writes it, before it is compressed. A larger one is neither written nor"
                    + " decoded.");

    static final Setting<String> VALUE_SCHEMA = Setting.withoutDefault(
            "value-schema",
            SettingType.location(),
            "A JSON Schema that values must fit before they are stored, for codec json; what does not is refused. A file or a"
                    + " resource on the class path of the manager. Needs com.networknt:json-schema-validator.");

    static final Setting<Components<ValueValidator<?, ?>>> VALIDATORS = Setting.of(
            "validators",
            SettingType.components(),
            new Components<>(List.of()),
            "Classes that implement io.jambry.spi.ValueValidator, and are asked in this order whether a value may be stored."
                    + " Public classes with a public constructor without parameters; in code, CacheSettings takes the objects"
                    + " themselves.");

    static final Setting<Undecodable> UNDECODABLE = Setting.of(
            "undecodable",
            SettingType.choice(Undecodable.class),
            // anything else may hide that two applications share a cache by mistake
            Undecodable.FAIL,
            "What to do with a stored value that cannot be decoded: fail, treat it as a miss and leave it, or"
                    + " delete it.");

    static final Setting<Boolean> REWRITE_ON_READ = Setting.of(
            "rewrite-on-read",
            SettingType.flag(),
            // two JVMs that write different forms would rewrite for each other at every read
            false,
            "Whether a value that a read finds in another form than this cache writes now (codec, compression, key) is written back in"
                    + " that form, if nobody has changed it meanwhile. Its time to live stays, and nobody is told.");

    static final Setting<Duration> INVOKE_LEASE = Setting.of(
            "invoke-lease",
            SettingType.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            // far longer than a processor should take; others wait this long after a JVM died in one
            Duration.ofSeconds(10),
            "How long a claim on an entry holds unless it is renewed, as it is while its processor runs: others wait this long"
                    + " only after a JVM has died.");

    static final Setting<Duration> INVOKE_WAIT = Setting.of(
            "invoke-wait",
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            // three leases: two JVMs may die in a processor before others give up
            Duration.ofSeconds(30),
            "How long an operation waits for an entry that others update, threads of this JVM and other JVMs together, and runs"
                    + " again because of them, before it gives up. Such an operation ends within this and two timeouts; time in"
                    + " code of the application does not count.");

    static final Setting<Duration> LISTENER_TIMEOUT = Setting.of(
            "listener-timeout",
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            // longer than the lease of a member, so that it is a living one that is given up
            Duration.ofSeconds(5),
            "How long an operation waits for synchronous listeners, those of other JVMs included. A JVM that does not answer in"
                    + " time is not waited for again until it registers listeners anew.");

    static final Setting<Integer> PAGE_SIZE = Setting.of(
            "page-size",
            SettingType.number(1, 100_000),
            // more gains little, and a command of this size holds the server for less than a millisecond
            1000,
            "How many entries an iterator, a scan or a clear takes with one command.");

    static final Setting<ReadFailure> ON_READ_FAILURE = Setting.of(
            "on-read-failure",
            SettingType.choice(ReadFailure.class),
            // a miss may send the whole load to the database behind the cache
            ReadFailure.FAIL,
            "What a read does when the server cannot be reached: fail, or count as a miss.");

    static final Setting<WriteFailure> ON_WRITE_FAILURE = Setting.of(
            "on-write-failure",
            SettingType.choice(WriteFailure.class),
            // a stale value would stay without anybody knowing
            WriteFailure.FAIL,
            "What a write does when the server cannot be reached: fail, or be skipped, so that an old value may stay.");

    static final Setting<Integer> WAIT_REPLICAS = Setting.of(
            "wait-replicas",
            SettingType.number(0, 100),
            // waiting costs every write the way to the replicas
            0,
            "How many replicas must have acknowledged a write before it returns. Where fewer do so in time, nobody knows"
                    + " whether the entry would survive the loss of its server, and OutcomeUnknownException says so.");

    static final Setting<Duration> WAIT_TIMEOUT = Setting.of(
            "wait-timeout",
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            // half of the deadline of a call
            Duration.ofSeconds(1),
            "How long a write waits for those replicas; at most timeout.");

    static final Setting<ReadFrom> READ_FROM = Setting.of(
            "read-from",
            SettingType.choice(ReadFrom.class),
            // a replica does not know yet what was written just now
            ReadFrom.PRIMARY,
            "Where reads go: to the primary, or to a replica, which may answer with older values; where no replica"
                    + " answers, to the primary.");

    static final Setting<Near> NEAR = Setting.of(
            "near",
            SettingType.choice(Near.class),
            // a value from near may be old for a moment, and takes heap
            Near.OFF,
            "Whether values that were read are kept in this JVM, so that reading them again costs no command: off; invalidate, until"
                    + " somebody changes them; update, the same, and what this JVM writes is read back at once. Needs Caffeine."
                    + " memory: does without, its entries being here.");

    static final Setting<Integer> NEAR_MAX_ENTRIES = Setting.of(
            "near-max-entries",
            SettingType.number(1, Integer.MAX_VALUE),
            // of 1 KB each they take about 12 MB
            10_000,
            "How many values are kept near.");

    static final Setting<Long> NEAR_MAX_WEIGHT = Setting.withoutDefault(
            "near-max-weight",
            SettingType.size(1L << 10, 1L << 40),
            "How many bytes the values that are kept near may take, about; in place of near-max-entries.");

    static final Setting<Duration> NEAR_MAX_AGE = Setting.withoutDefault(
            "near-max-age",
            SettingType.duration(Duration.ofMillis(1), Duration.ofDays(36_500)),
            "After which time a value that is kept near is read anew in any case; without it, when it has changed or its time to"
                    + " live is over.");

    static final Setting<Component<ValueCopier<?>>> NEAR_COPIER = Setting.withoutDefault(
            "near-copier",
            SettingType.component(),
            "A class that implements io.jambry.ValueCopier: mutable values are then kept near as objects, and copied by it for each"
                    + " caller; without it they are kept as bytes, and decoded. A public class with a public constructor without"
                    + " parameters; in code, CacheSettings takes the object itself.");

    static final Setting<Boolean> NEAR_IGNORES_ACCESS = Setting.of(
            "near-ignores-access",
            SettingType.flag(),
            // what the server does not hear of it cannot count as an access
            false,
            "Whether a cache may be kept near although its expiry policy has a duration for access: accesses then prolong nothing"
                    + " any more.");

    static final Setting<Duration> SERVE_NEAR_UP_TO = Setting.of(
            "serve-near-up-to",
            SettingType.duration(Duration.ZERO, Duration.ofDays(1)),
            // who reads an old value without knowing may act on it
            Duration.ZERO,
            "How old, reckoned from the last sign of life of the server, a value that is kept near may be and be served when the"
                    + " server cannot be asked; 0s for never.");

    static final Setting<Boolean> STATISTICS = Setting.withoutDefault(
            "statistics",
            SettingType.flag(),
            "Switches statistics on or off, whatever the JSR-107 configuration of the cache says.");

    static final Setting<Boolean> MANAGEMENT = Setting.withoutDefault(
            "management",
            SettingType.flag(),
            "Switches the management bean on or off, whatever the JSR-107 configuration of the cache says.");

    static final Setting<Duration> EXPIRED_SWEEP = Setting.of(
            "expired-sweep",
            SettingType.duration(Duration.ofMillis(10), Duration.ofHours(1)),
            // expired entries then hold the heap for a moment only
            Duration.ofSeconds(1),
            "How often expired entries that nobody reads are looked for. Elsewhere than in memory: only while somebody listens to expiry,"
                    + " and then so often that an event is no later than this.");

    static final Setting<Integer> LISTENER_QUEUE = Setting.of(
            "listener-queue",
            SettingType.number(1, 10_000_000),
            // a second of a busy cache, and a few megabytes of small events
            10_000,
            "How many events may wait for an asynchronous listener, and for all synchronous ones together, where several JVMs"
                    + " share a cache. More are dropped, and a listener that implements CacheEntryGapListener is told.");

    static final Setting<Boolean> CLUSTER_STATISTICS = Setting.of(
            "cluster-statistics",
            SettingType.flag(),
            // a command a second for something that few look at
            false,
            "Whether the statistics of this JVM, while they are on, are added to those of all, which CacheClusterMXBean shows."
                    + " Costs one command a second while they change, for all caches together.");

    static final Setting<Integer> MEMORY_SAMPLE = Setting.of(
            "memory-sample",
            SettingType.number(1, 100_000),
            // the average of entries that differ by a factor of ten is then off by a few percent
            1000,
            "How many entries are weighed, with a MEMORY USAGE each, when CacheClusterMXBean estimates the memory of the cache.");

    static final Setting<Integer> MAX_ENTRIES = Setting.withoutDefault(
            "max-entries",
            SettingType.number(1, Integer.MAX_VALUE),
            "How many entries the cache may have on the server; when there would be more, eviction says which goes. Without it and"
                    + " max-bytes, the server's own limit is the only one.");

    static final Setting<Long> MAX_BYTES = Setting.withoutDefault(
            "max-bytes",
            SettingType.size(1L << 10, 1L << 50),
            "How many bytes the keys and values of the cache may be on the server, as they are stored, without what the server spends"
                    + " on each; beside max-entries or in place of it.");

    static final Setting<Eviction> EVICTION = Setting.of(
            "eviction",
            SettingType.choice(Eviction.class),
            // what most people expect
            Eviction.LRU,
            "Which entry makes room for another one in a cache that has max-entries or max-bytes: the one used longest ago, by the order of uses"
                    + " (lru) or roughly by the clock (lru-t); the one created first (fifo, fifo-t); the one used least often of late (lfu);"
                    + " the one used last (mru); or any one (rr).");

    static final Setting<Integer> SHARDS = Setting.withoutDefault(
            "shards",
            SettingType.number(1, MOST_SHARDS),
            "In how many parts a cache that has max-entries or max-bytes lies on the server, each with its share of the limits and in one slot of"
                    + " a cluster. Without it, one for each 1000 entries and each 4 MB that are allowed, from 1 to 64; one alone for mru.");

    // ---- write-behind

    static final Setting<Boolean> WRITE_BEHIND = Setting.of(
            "write-behind",
            SettingType.flag(),
            // the system of record is then behind the cache, which an application has to be made for
            false,
            "Whether a cache that writes through queues its writes on the server, from where any JVM that has the CacheWriter brings them to"
                    + " the system of record. The same for all JVMs that have the cache open. Not for memory:.");

    static final Setting<Duration> WRITE_DELAY = Setting.of(
            "write-delay",
            SettingType.duration(Duration.ZERO, Duration.ofDays(1)),
            // entries that change again and again are then written once a second
            Duration.ofSeconds(1),
            "How long a queued write waits for others, to be written together with them, or replaced by a later one of its key; 0s for"
                    + " not at all.");

    static final Setting<Integer> WRITE_BATCH_SIZE = Setting.of(
            "write-batch-size",
            SettingType.number(1, 10_000),
            // what a database takes in one statement without trouble
            100,
            "How many queued writes the writer gets at once, by writeAll and deleteAll.");

    static final Setting<Boolean> WRITE_COALESCING = Setting.of(
            "write-coalescing",
            SettingType.flag(),
            // a write has the whole value, so that only the last one counts
            true,
            "Whether a write takes the place of one of the same key that is still queued; otherwise the writer gets each of them, in"
                    + " their order.");

    static final Setting<Integer> WRITE_QUEUE_CAPACITY = Setting.of(
            "write-queue-capacity",
            SettingType.number(16, 100_000_000),
            // of 1 KB each they take about 60 MB of the server
            50_000,
            "How many writes may be queued, about: the queue has parts, each of which has its share. A write that finds its part full waits.");

    static final Setting<Duration> WRITE_QUEUE_WAIT = Setting.of(
            "write-queue-wait",
            SettingType.duration(Duration.ZERO, Duration.ofHours(1)),
            // longer than a slow statement, shorter than most requests may take
            Duration.ofSeconds(5),
            "How long a write waits for room in the queue before it fails with WriteQueueFullException.");

    static final Setting<Integer> WRITE_ATTEMPTS = Setting.of(
            "write-attempts",
            SettingType.number(1, 1_000_000),
            // with the pauses between them, a quarter of an hour
            20,
            "How often a queued write is tried before it is given up and listed as a dead letter.");

    static final Setting<Duration> WRITE_RETRY_DELAY = Setting.of(
            "write-retry-delay",
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            // a deadlock is over by then
            Duration.ofSeconds(1),
            "How long a queued write that has failed waits for its next turn; twice as long after each further failure.");

    static final Setting<Duration> WRITE_RETRY_MAX_DELAY = Setting.of(
            "write-retry-max-delay",
            SettingType.duration(Duration.ofMillis(1), Duration.ofDays(1)),
            // a system of record that is back is noticed within this
            Duration.ofMinutes(1),
            "How long it waits at the most.");

    static final Setting<Duration> WRITE_LEASE = Setting.of(
            "write-lease",
            SettingType.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            // longer than the pauses of a collector, renewed three times as often
            Duration.ofSeconds(5),
            "How long a JVM that brings queued writes to the system of record may be silent before another one takes over.");

    static final Setting<Duration> WRITE_DRAIN_TIMEOUT = Setting.of(
            "write-drain-timeout",
            SettingType.duration(Duration.ZERO, Duration.ofHours(1)),
            // what orchestrators grant an application that ends is three times as long
            Duration.ofSeconds(10),
            "How long closing a cache goes on bringing queued writes to the system of record; the rest stays queued for other JVMs.");

    private static final List<Setting<?>> CHAPTER = List.of(
            EXPIRY,
            TTL,
            KEY_TYPE,
            VALUE_TYPE,
            KEYS,
            CODEC,
            CODEC_READ,
            HEADER,
            COMPRESSION,
            COMPRESSION_FROM,
            COMPRESSION_READ,
            COMPRESSION_LEVEL,
            COMPRESSION_DICTIONARIES,
            ENCRYPTION,
            ENCRYPTION_READ,
            ENCRYPTION_READ_PLAIN,
            ENCRYPTION_KEYS,
            ENCRYPTION_PASSWORD,
            ENTRY_NAMES,
            ENTRY_NAMES_KEY,
            ALLOW_CLASSES,
            JDK_MAX_DEPTH,
            JDK_MAX_COLLECTIONS,
            JDK_MAX_REFERENCES,
            JDK_MAX_ARRAY,
            MAX_KEY_BYTES,
            MAX_VALUE_BYTES,
            VALUE_SCHEMA,
            VALIDATORS,
            UNDECODABLE,
            REWRITE_ON_READ,
            INVOKE_LEASE,
            INVOKE_WAIT,
            LISTENER_TIMEOUT,
            PAGE_SIZE,
            ON_READ_FAILURE,
            ON_WRITE_FAILURE,
            WAIT_REPLICAS,
            WAIT_TIMEOUT,
            READ_FROM,
            NEAR,
            NEAR_MAX_ENTRIES,
            NEAR_MAX_WEIGHT,
            NEAR_MAX_AGE,
            NEAR_COPIER,
            NEAR_IGNORES_ACCESS,
            SERVE_NEAR_UP_TO,
            STATISTICS,
            MANAGEMENT,
            EXPIRED_SWEEP,
            LISTENER_QUEUE,
            CLUSTER_STATISTICS,
            MEMORY_SAMPLE,
            MAX_ENTRIES,
            MAX_BYTES,
            EVICTION,
            SHARDS,
            WRITE_BEHIND,
            WRITE_DELAY,
            WRITE_BATCH_SIZE,
            WRITE_COALESCING,
            WRITE_QUEUE_CAPACITY,
            WRITE_QUEUE_WAIT,
            WRITE_ATTEMPTS,
            WRITE_RETRY_DELAY,
            WRITE_RETRY_MAX_DELAY,
            WRITE_LEASE,
            WRITE_DRAIN_TIMEOUT);

    private final SettingValues values;

    private CacheSettings(SettingValues values) {
        this.values = values;
    }

    /** What starts the time to live of an entry anew. */
    public enum Expiry {
        /** Nothing: entries never expire. */
        ETERNAL,
        /** Creation alone. */
        CREATED,
        /** Creation and update. */
        MODIFIED,
        /** Creation and access. */
        ACCESSED,
        /** Creation, update and access. */
        TOUCHED
    }

    /** How keys are written. */
    public enum Keys {
        /** In the one form that equal keys share; a type without one is refused. */
        CANONICAL,
        /** By JDK serialization: keys count as equal when their bytes are. */
        JDK
    }

    /** What entries are called on the server. */
    public enum EntryNames {
        /** By their keys. */
        PLAIN,
        /** By what only those who have the keys can turn into keys again. */
        HIDDEN
    }

    /** Whether values that need one have a header. */
    public enum Header {
        /** They tell how they were written. */
        FULL,
        /** They are the bare bytes of codec and compressor. */
        NONE
    }

    /** What happens to a stored value that cannot be decoded. */
    public enum Undecodable {
        /** The operation fails, the value stays. */
        FAIL,
        /** The entry counts as absent, the value stays until it is overwritten. */
        MISS,
        /** The entry is removed. */
        DELETE
    }

    /** What a read does when the server cannot be reached. */
    public enum ReadFailure {
        /** It throws. */
        FAIL,
        /** It finds nothing. */
        MISS
    }

    /** What a write does when the server cannot be reached. */
    public enum WriteFailure {
        /** It throws. */
        FAIL,
        /** It does nothing. */
        SKIP
    }

    /** Where reads go. */
    public enum ReadFrom {
        /** To the server that takes the writes. */
        PRIMARY,
        /** To a server that copies it and may be behind. */
        REPLICA
    }

    /** Whether values are kept in this JVM. */
    public enum Near {
        /** They are not. */
        OFF,
        /** Values that were read, until their entry changes. */
        INVALIDATE,
        /** The same, and what this JVM writes is read back at once. */
        UPDATE
    }

    /**
     * The rows of this chapter.
     *
     * @return all settings, in the order of the documents
     */
    public static List<Setting<?>> settings() {
        return CHAPTER;
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What starts the time to live of an entry anew.
     *
     * @return the choice
     */
    public Expiry expiry() {
        return values.get(EXPIRY);
    }

    /**
     * How long an entry lives.
     *
     * @return {@link Ttl#ETERNAL} or a finite time
     */
    public Ttl ttl() {
        return values.get(TTL);
    }

    /**
     * The class of the keys of a cache that {@code getCache} opens although nobody has created it.
     *
     * @return its name; {@code Object} is meant if this is empty and {@link #valueType} is not
     */
    public Optional<String> keyType() {
        return values.find(KEY_TYPE);
    }

    /**
     * The class of the values of a cache that {@code getCache} opens although nobody has created it.
     *
     * @return its name; {@code Object} is meant if this is empty and {@link #keyType} is not
     */
    public Optional<String> valueType() {
        return values.find(VALUE_TYPE);
    }

    /**
     * How keys are written.
     *
     * @return the choice
     */
    public Keys keys() {
        return values.get(KEYS);
    }

    /**
     * What writes values that have no readable form of their own.
     *
     * @return the name of a codec, or of a class
     */
    public String codec() {
        return values.get(CODEC).text();
    }

    /**
     * The codec itself.
     *
     * @return what was given as an object; empty if {@link #codec} names it
     */
    public Optional<Codec> codecInstance() {
        return values.get(CODEC).object();
    }

    /**
     * What reads values that other codecs wrote.
     *
     * @return names of codecs or classes
     */
    public List<String> codecRead() {
        return values.get(CODEC_READ);
    }

    /**
     * Whether values that need one have a header.
     *
     * @return the choice
     */
    public Header header() {
        return values.get(HEADER);
    }

    /**
     * What compresses values.
     *
     * @return the name of a compressor, or of a class; {@code none} for nothing
     */
    public String compression() {
        return values.get(COMPRESSION);
    }

    /**
     * From how large a size on values are compressed.
     *
     * @return bytes, from 1 up
     */
    public int compressionFrom() {
        return values.get(COMPRESSION_FROM);
    }

    /**
     * What restores values that other compressors made.
     *
     * @return names of compressors or classes
     */
    public List<String> compressionRead() {
        return values.get(COMPRESSION_READ);
    }

    /**
     * What encrypts values.
     *
     * @return the name of a cipher, or of a class; {@code none} for nothing
     */
    public String encryption() {
        return values.get(ENCRYPTION);
    }

    /**
     * What decrypts values that something else encrypted.
     *
     * @return names of ciphers or classes
     */
    public List<String> encryptionRead() {
        return values.get(ENCRYPTION_READ);
    }

    /**
     * Whether values that are not encrypted are read.
     *
     * @return true if so; of no meaning if nothing {@linkplain #encryption encrypts}
     */
    public boolean encryptionReadPlain() {
        return values.get(ENCRYPTION_READ_PLAIN);
    }

    /**
     * Where the keys are.
     *
     * @return such as {@code file:/run/secrets/keys} or the name of a class, of a given ring that of its own; empty if there are
     *     none
     */
    public Optional<String> encryptionKeys() {
        return values.find(ENCRYPTION_KEYS).map(Component::text);
    }

    /**
     * The keys themselves.
     *
     * @return the ring that was given as an object; empty if there is none, or {@link #encryptionKeys} says where it comes from
     */
    public Optional<KeyRing> encryptionKeyRing() {
        return values.find(ENCRYPTION_KEYS).flatMap(Component::object);
    }

    /**
     * The password of the key store, or the passphrases.
     *
     * @return as it was set; empty if it was not
     */
    public Optional<String> encryptionPassword() {
        return values.find(ENCRYPTION_PASSWORD);
    }

    /**
     * What entries are called on the server.
     *
     * @return the choice
     */
    public EntryNames entryNames() {
        return values.get(ENTRY_NAMES);
    }

    /**
     * The number of the key that hides names.
     *
     * @return from 0 to {@value KeyRing#LARGEST_ID}; there is one if names are hidden
     */
    public OptionalInt entryNamesKey() {
        return values.find(ENTRY_NAMES_KEY).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /**
     * How hard zstd tries to make values small.
     *
     * @return from 1 (quick) to 19 (small)
     */
    public int compressionLevel() {
        return values.get(COMPRESSION_LEVEL);
    }

    /**
     * Where the dictionaries of zstd are.
     *
     * @return locations that begin with {@code file:} or {@code classpath:}; the first one compresses
     */
    public List<String> compressionDictionaries() {
        return values.get(COMPRESSION_DICTIONARIES);
    }

    /**
     * What values and keys may be made of, beside what is allowed by itself.
     *
     * @return patterns such as {@code com.acme.Book} or {@code com.acme.model.*}
     */
    public List<String> allowClasses() {
        return values.get(ALLOW_CLASSES);
    }

    /**
     * How deep objects may be nested in a value of the {@code jdk} codec.
     *
     * @return objects within objects, from 1 up
     */
    public int jdkMaxDepth() {
        return values.get(JDK_MAX_DEPTH);
    }

    /**
     * How deep collections and arrays may be nested in a value of the {@code jdk} codec.
     *
     * @return collections within collections, from 1 up
     */
    public int jdkMaxCollections() {
        return values.get(JDK_MAX_COLLECTIONS);
    }

    /**
     * How many objects and references to them a value of the {@code jdk} codec may hold.
     *
     * @return references, from 1 up
     */
    public int jdkMaxReferences() {
        return values.get(JDK_MAX_REFERENCES);
    }

    /**
     * How long an array or a collection may be in a value of the {@code jdk} codec.
     *
     * @return elements or slots, from 1 up
     */
    public int jdkMaxArray() {
        return values.get(JDK_MAX_ARRAY);
    }

    /**
     * How many bytes a key may have.
     *
     * @return from 1 to 16777216
     */
    public int maxKeyBytes() {
        return values.get(MAX_KEY_BYTES);
    }

    /**
     * How many bytes a value may have, as its codec writes it.
     *
     * @return bytes, from 1 up
     */
    public int maxValueBytes() {
        return values.get(MAX_VALUE_BYTES);
    }

    /**
     * Where the JSON Schema is that values must fit.
     *
     * @return {@code file:...} or {@code classpath:...}; empty if there is none
     */
    public Optional<String> valueSchema() {
        return values.find(VALUE_SCHEMA);
    }

    /**
     * Who is asked whether a value may be stored.
     *
     * @return the validators in their order; empty if there are none
     * @throws IllegalStateException if they have been named by {@link Builder#set} and nobody has made them; settings of a
     *     manager have them made
     */
    public List<ValueValidator<?, ?>> validators() {
        return values.get(VALIDATORS)
                .objects()
                .orElseThrow(() -> new IllegalStateException(
                        "the objects of 'validators' are not made; give them, or their class loader, to the builder"));
    }

    /**
     * What to do with a stored value that cannot be decoded.
     *
     * @return the choice
     */
    public Undecodable undecodable() {
        return values.get(UNDECODABLE);
    }

    /**
     * Whether a value that a read finds in another form than this cache writes now is written back in that form.
     *
     * @return false unless it is set
     */
    public boolean rewriteOnRead() {
        return values.get(REWRITE_ON_READ);
    }

    /**
     * How long a claim on an entry holds unless it is renewed, as it is while its processor runs.
     *
     * @return more than zero
     */
    public Duration invokeLease() {
        return values.get(INVOKE_LEASE);
    }

    /**
     * How long an operation waits for an entry that others update, threads of this JVM and other JVMs together, and runs again
     * because of them. Such an operation ends within this and two timeouts; time in code of the application does not count.
     *
     * @return more than zero
     */
    public Duration invokeWait() {
        return values.get(INVOKE_WAIT);
    }

    /**
     * How long an operation waits for synchronous listeners.
     *
     * @return more than zero
     */
    public Duration listenerTimeout() {
        return values.get(LISTENER_TIMEOUT);
    }

    /**
     * How many entries one command of a scan takes.
     *
     * @return from 1 up
     */
    public int pageSize() {
        return values.get(PAGE_SIZE);
    }

    /**
     * What a read does when the server cannot be reached.
     *
     * @return the choice
     */
    public ReadFailure onReadFailure() {
        return values.get(ON_READ_FAILURE);
    }

    /**
     * What a write does when the server cannot be reached.
     *
     * @return the choice
     */
    public WriteFailure onWriteFailure() {
        return values.get(ON_WRITE_FAILURE);
    }

    /**
     * How many replicas must have acknowledged a write before it returns.
     *
     * @return from 1 up, or 0 for not waiting
     */
    public int waitReplicas() {
        return values.get(WAIT_REPLICAS);
    }

    /**
     * How long a write waits for replicas.
     *
     * @return more than zero
     */
    public Duration waitTimeout() {
        return values.get(WAIT_TIMEOUT);
    }

    /**
     * Where reads go.
     *
     * @return the choice
     */
    public ReadFrom readFrom() {
        return values.get(READ_FROM);
    }

    /**
     * How many entries the cache may have on the server.
     *
     * @return empty for any number
     */
    public OptionalInt maxEntries() {
        return values.find(MAX_ENTRIES).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /**
     * How many bytes the keys and values of the cache may be on the server.
     *
     * @return empty for any number
     */
    public OptionalLong maxBytes() {
        return values.find(MAX_BYTES).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * Which entry makes room for another one.
     *
     * @return of no meaning in a cache without limits
     */
    public Eviction eviction() {
        return values.get(EVICTION);
    }

    /**
     * The limits of the cache.
     *
     * @return empty if it has neither {@link #maxEntries} nor {@link #maxBytes}
     */
    public Optional<Bounds> bounds() {
        return bounds(values);
    }

    private static Optional<Bounds> bounds(SettingValues values) {
        long entries = values.find(MAX_ENTRIES).map(Integer::longValue).orElse(Bounds.UNLIMITED);
        long bytes = values.find(MAX_BYTES).orElse(Bounds.UNLIMITED);
        if (entries == Bounds.UNLIMITED && bytes == Bounds.UNLIMITED) {
            return Optional.empty();
        }
        int shards = values.find(SHARDS).orElseGet(() -> shards(entries, bytes, values.get(EVICTION)));
        return Optional.of(new Bounds(entries, bytes, values.get(EVICTION), shards));
    }

    private static int shards(long entries, long bytes, Eviction eviction) {
        if (eviction == Eviction.MRU) {
            // all but one entry of a shard stay: more shards are another policy
            return 1;
        }
        long wanted = Math.min(
                entries == Bounds.UNLIMITED ? SHARDS_UNLESS_SAID : entries / ENTRIES_OF_A_SHARD,
                bytes == Bounds.UNLIMITED ? SHARDS_UNLESS_SAID : bytes / BYTES_OF_A_SHARD);
        return (int) Math.max(1, Math.min(SHARDS_UNLESS_SAID, wanted));
    }

    /**
     * Whether values are kept in this JVM.
     *
     * @return the choice
     */
    public Near near() {
        return values.get(NEAR);
    }

    /**
     * How many values are kept near.
     *
     * @return from 1 up; of no meaning if there is a {@linkplain #nearMaxWeight weight}
     */
    public int nearMaxEntries() {
        return values.get(NEAR_MAX_ENTRIES);
    }

    /**
     * How many bytes the values that are kept near may take.
     *
     * @return empty if they are counted instead
     */
    public OptionalLong nearMaxWeight() {
        return values.find(NEAR_MAX_WEIGHT).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * After which time a value that is kept near is read anew in any case.
     *
     * @return empty for when it has changed or its time to live is over
     */
    public Optional<Duration> nearMaxAge() {
        return values.find(NEAR_MAX_AGE);
    }

    /**
     * What copies mutable values that are kept near.
     *
     * @return empty if they are kept as bytes
     * @throws IllegalStateException if the copier has been named by {@link Builder#set} and nobody has made it; settings of a
     *     manager have it made
     */
    public Optional<ValueCopier<?>> nearCopier() {
        return values.find(NEAR_COPIER)
                .map(copier -> copier.object()
                        .orElseThrow(
                                () -> new IllegalStateException("the object of 'near-copier' is not made; give it, or"
                                        + " its class loader, to the builder")));
    }

    /**
     * Whether a cache may be kept near although its expiry policy has a duration for access.
     *
     * @return true if accesses prolong nothing
     */
    public boolean nearIgnoresAccess() {
        return values.get(NEAR_IGNORES_ACCESS);
    }

    /**
     * How old a value that is kept near may be and be served when the server cannot be asked.
     *
     * @return zero for never
     */
    public Duration serveNearUpTo() {
        return values.get(SERVE_NEAR_UP_TO);
    }

    /**
     * Whether statistics are gathered.
     *
     * @return empty if the JSR-107 configuration decides
     */
    public Optional<Boolean> statistics() {
        return values.find(STATISTICS);
    }

    /**
     * Whether the cache has a management bean.
     *
     * @return empty if the JSR-107 configuration decides
     */
    public Optional<Boolean> management() {
        return values.find(MANAGEMENT);
    }

    /**
     * How often {@code memory:} looks for expired entries.
     *
     * @return more than zero
     */
    public Duration expiredSweep() {
        return values.get(EXPIRED_SWEEP);
    }

    /**
     * How many events may wait for a listener of a cache that several JVMs share.
     *
     * @return from 1 up
     */
    public int listenerQueue() {
        return values.get(LISTENER_QUEUE);
    }

    /**
     * Whether what this JVM counts is added to what all count.
     *
     * @return true if so
     */
    public boolean clusterStatistics() {
        return values.get(CLUSTER_STATISTICS);
    }

    /**
     * How many entries are weighed to estimate the memory of the cache.
     *
     * @return from 1 up
     */
    public int memorySample() {
        return values.get(MEMORY_SAMPLE);
    }

    /**
     * Whether writes are queued on the server and brought to the system of record from there.
     *
     * @return true if so
     */
    public boolean writeBehind() {
        return values.get(WRITE_BEHIND);
    }

    /**
     * How long a queued write waits for others.
     *
     * @return zero for not at all
     */
    public Duration writeDelay() {
        return values.get(WRITE_DELAY);
    }

    /**
     * How many queued writes the writer gets at once.
     *
     * @return from 1 up
     */
    public int writeBatchSize() {
        return values.get(WRITE_BATCH_SIZE);
    }

    /**
     * Whether a write takes the place of one of the same key that is still queued.
     *
     * @return true if so
     */
    public boolean writeCoalescing() {
        return values.get(WRITE_COALESCING);
    }

    /**
     * How many writes may be queued, about.
     *
     * @return from 16 up
     */
    public int writeQueueCapacity() {
        return values.get(WRITE_QUEUE_CAPACITY);
    }

    /**
     * How long a write waits for room in the queue.
     *
     * @return zero for not at all
     */
    public Duration writeQueueWait() {
        return values.get(WRITE_QUEUE_WAIT);
    }

    /**
     * How often a queued write is tried before it is given up.
     *
     * @return from 1 up
     */
    public int writeAttempts() {
        return values.get(WRITE_ATTEMPTS);
    }

    /**
     * How long a queued write waits after its first failure; twice as long after each further one.
     *
     * @return more than zero
     */
    public Duration writeRetryDelay() {
        return values.get(WRITE_RETRY_DELAY);
    }

    /**
     * How long a queued write that has failed waits at the most.
     *
     * @return more than zero
     */
    public Duration writeRetryMaxDelay() {
        return values.get(WRITE_RETRY_MAX_DELAY);
    }

    /**
     * How long a JVM that brings queued writes to the system of record may be silent.
     *
     * @return more than zero
     */
    public Duration writeLease() {
        return values.get(WRITE_LEASE);
    }

    /**
     * How long closing a cache goes on bringing queued writes to the system of record.
     *
     * @return zero for not at all
     */
    public Duration writeDrainTimeout() {
        return values.get(WRITE_DRAIN_TIMEOUT);
    }

    /**
     * The standard policy that {@code expiry} and {@code ttl} describe.
     *
     * @return a serializable factory, equal for equal settings
     */
    public Factory<ExpiryPolicy> expiryPolicyFactory() {
        if (expiry() == Expiry.ETERNAL || ttl().isEternal()) {
            return EternalExpiryPolicy.factoryOf();
        }
        javax.cache.expiry.Duration duration = new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, ttl().millis());
        return switch (expiry()) {
            case ETERNAL -> EternalExpiryPolicy.factoryOf();
            case CREATED -> CreatedExpiryPolicy.factoryOf(duration);
            case MODIFIED -> ModifiedExpiryPolicy.factoryOf(duration);
            case ACCESSED -> AccessedExpiryPolicy.factoryOf(duration);
            case TOUCHED -> TouchedExpiryPolicy.factoryOf(duration);
        };
    }

    /**
     * Starts with what was set here.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.values.setAll(values);
        return builder;
    }

    /**
     * Writes the settings as {@code Properties} for {@code CachingProvider.getCacheManager}.
     *
     * @param cacheName the cache they shall hold for; {@code *} and {@code ?} stand for any characters and any one
     * @return what was set on the builder
     */
    public Properties toProperties(String cacheName) {
        return values.toProperties("jambry.caches." + requireNonNull(cacheName, "cacheName") + ".");
    }

    /**
     * Writes the settings as {@code Properties} for {@code CachingProvider.getCacheManager}, for all caches that have no
     * settings of their own.
     *
     * @return what was set on the builder
     */
    public Properties toDefaultProperties() {
        return values.toProperties("jambry.defaults.");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CacheSettings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** All values. */
    @Override
    public String toString() {
        return "cache" + values;
    }

    /** Collects cache settings. Each method refuses what its key would refuse in a file. Confined to one thread. */
    public static final class Builder {

        private final SettingValues.Builder values = new SettingValues.Builder(CHAPTER);

        private Builder() {}

        /**
         * Sets a value by its key, as a file does.
         *
         * @param key a key of this chapter
         * @param text the value
         * @return this
         * @throws ConfigurationException if the key is unknown or the value is refused
         */
        public Builder set(String key, String text) {
            values.set(requireNonNull(key, "key"), requireNonNull(text, "text"));
            return this;
        }

        /**
         * Sets {@code expiry}.
         *
         * @param expiry the choice
         * @return this
         */
        public Builder expiry(Expiry expiry) {
            return put(EXPIRY, requireNonNull(expiry, "expiry"));
        }

        /**
         * Sets {@code ttl}.
         *
         * @param ttl {@link Ttl#ETERNAL} or a finite time from 1 ms up
         * @return this
         */
        public Builder ttl(Ttl ttl) {
            return put(TTL, requireNonNull(ttl, "ttl"));
        }

        /**
         * Sets {@code key-type}.
         *
         * @param keyType the name of a class
         * @return this
         */
        public Builder keyType(String keyType) {
            return put(KEY_TYPE, requireNonNull(keyType, "keyType"));
        }

        /**
         * Sets {@code value-type}.
         *
         * @param valueType the name of a class
         * @return this
         */
        public Builder valueType(String valueType) {
            return put(VALUE_TYPE, requireNonNull(valueType, "valueType"));
        }

        /**
         * Sets {@code keys}.
         *
         * @param keys the choice
         * @return this
         */
        public Builder keys(Keys keys) {
            return put(KEYS, requireNonNull(keys, "keys"));
        }

        /**
         * Sets {@code codec}.
         *
         * @param codec the name of a codec, or of a class
         * @return this
         */
        public Builder codec(String codec) {
            values.setText(CODEC, requireNonNull(codec, "codec"));
            return this;
        }

        /**
         * Sets {@code codec}.
         *
         * @param codec writes and reads the values of this one cache
         * @return this
         */
        public Builder codec(Codec codec) {
            values.setComponent(CODEC, Component.given(requireNonNull(codec, "codec")));
            return this;
        }

        /**
         * Sets {@code codec-read}.
         *
         * @param codecRead names of codecs or classes
         * @return this
         */
        public Builder codecRead(List<String> codecRead) {
            return put(CODEC_READ, List.copyOf(codecRead));
        }

        /**
         * Sets {@code header}.
         *
         * @param header the choice
         * @return this
         */
        public Builder header(Header header) {
            return put(HEADER, requireNonNull(header, "header"));
        }

        /**
         * Sets {@code compression}.
         *
         * @param compression the name of a compressor, or of a class; {@code none} for nothing
         * @return this
         */
        public Builder compression(String compression) {
            return put(COMPRESSION, requireNonNull(compression, "compression"));
        }

        /**
         * Sets {@code compression-from}.
         *
         * @param compressionFrom bytes, from 1 up
         * @return this
         */
        public Builder compressionFrom(int compressionFrom) {
            return put(COMPRESSION_FROM, compressionFrom);
        }

        /**
         * Sets {@code compression-read}.
         *
         * @param compressionRead names of compressors or classes
         * @return this
         */
        public Builder compressionRead(List<String> compressionRead) {
            return put(COMPRESSION_READ, List.copyOf(compressionRead));
        }

        /**
         * Sets {@code encryption}.
         *
         * @param encryption the name of a cipher, or of a class; {@code none} for nothing
         * @return this
         */
        public Builder encryption(String encryption) {
            return put(ENCRYPTION, requireNonNull(encryption, "encryption"));
        }

        /**
         * Sets {@code encryption-read}.
         *
         * @param encryptionRead names of ciphers or classes
         * @return this
         */
        public Builder encryptionRead(List<String> encryptionRead) {
            return put(ENCRYPTION_READ, List.copyOf(encryptionRead));
        }

        /**
         * Sets {@code encryption-read-plain}.
         *
         * @param encryptionReadPlain true if values that are not encrypted are to be read
         * @return this
         */
        public Builder encryptionReadPlain(boolean encryptionReadPlain) {
            return put(ENCRYPTION_READ_PLAIN, encryptionReadPlain);
        }

        /**
         * Sets {@code encryption-keys}.
         *
         * @param source where the keys are: {@code file:/path}, {@code env:NAME}, {@code keystore:/path}, {@code passphrase},
         *     or the name of a class
         * @return this
         */
        public Builder encryptionKeys(String source) {
            values.setText(ENCRYPTION_KEYS, requireNonNull(source, "source"));
            return this;
        }

        /**
         * Sets {@code encryption-keys}.
         *
         * @param ring the keys; the caller's own, who ends it if it has anything to end
         * @return this
         */
        public Builder encryptionKeys(KeyRing ring) {
            values.setComponent(ENCRYPTION_KEYS, Component.given(requireNonNull(ring, "ring")));
            return this;
        }

        /**
         * Sets {@code encryption-password}.
         *
         * @param encryptionPassword the password of the key store, or the passphrases
         * @return this
         */
        public Builder encryptionPassword(String encryptionPassword) {
            return put(ENCRYPTION_PASSWORD, requireNonNull(encryptionPassword, "encryptionPassword"));
        }

        /**
         * Sets {@code entry-names}.
         *
         * @param entryNames the choice
         * @return this
         */
        public Builder entryNames(EntryNames entryNames) {
            return put(ENTRY_NAMES, requireNonNull(entryNames, "entryNames"));
        }

        /**
         * Sets {@code entry-names-key}.
         *
         * @param entryNamesKey the number of a key in the ring
         * @return this
         */
        public Builder entryNamesKey(int entryNamesKey) {
            return put(ENTRY_NAMES_KEY, entryNamesKey);
        }

        /**
         * Sets {@code compression-level}.
         *
         * @param compressionLevel from 1 (quick) to 19 (small)
         * @return this
         */
        public Builder compressionLevel(int compressionLevel) {
            return put(COMPRESSION_LEVEL, compressionLevel);
        }

        /**
         * Sets {@code compression-dictionaries}.
         *
         * @param compressionDictionaries locations that begin with {@code file:} or {@code classpath:}; the first one
         *     compresses, all of them restore
         * @return this
         */
        public Builder compressionDictionaries(List<String> compressionDictionaries) {
            return put(COMPRESSION_DICTIONARIES, List.copyOf(compressionDictionaries));
        }

        /**
         * Sets {@code allow-classes}.
         *
         * @param allowClasses patterns such as {@code com.acme.Book}, {@code com.acme.model.*} or {@code com.acme.api.**}
         * @return this
         */
        public Builder allowClasses(List<String> allowClasses) {
            return put(ALLOW_CLASSES, requireNonNull(allowClasses, "allowClasses"));
        }

        /**
         * Sets {@code jdk-max-depth}.
         *
         * @param jdkMaxDepth objects within objects, from 1 up
         * @return this
         */
        public Builder jdkMaxDepth(int jdkMaxDepth) {
            return put(JDK_MAX_DEPTH, jdkMaxDepth);
        }

        /**
         * Sets {@code jdk-max-collections}.
         *
         * @param jdkMaxCollections collections within collections, from 1 up
         * @return this
         */
        public Builder jdkMaxCollections(int jdkMaxCollections) {
            return put(JDK_MAX_COLLECTIONS, jdkMaxCollections);
        }

        /**
         * Sets {@code jdk-max-references}.
         *
         * @param jdkMaxReferences references, from 1 up
         * @return this
         */
        public Builder jdkMaxReferences(int jdkMaxReferences) {
            return put(JDK_MAX_REFERENCES, jdkMaxReferences);
        }

        /**
         * Sets {@code jdk-max-array}.
         *
         * @param jdkMaxArray elements or slots, from 1 up
         * @return this
         */
        public Builder jdkMaxArray(int jdkMaxArray) {
            return put(JDK_MAX_ARRAY, jdkMaxArray);
        }

        /**
         * Sets {@code max-key-bytes}.
         *
         * @param maxKeyBytes bytes, from 1 to 16777216
         * @return this
         */
        public Builder maxKeyBytes(int maxKeyBytes) {
            return put(MAX_KEY_BYTES, maxKeyBytes);
        }

        /**
         * Sets {@code max-value-bytes}.
         *
         * @param maxValueBytes bytes, from 1 up
         * @return this
         */
        public Builder maxValueBytes(int maxValueBytes) {
            return put(MAX_VALUE_BYTES, maxValueBytes);
        }

        /**
         * Sets {@code value-schema}.
         *
         * @param valueSchema {@code file:...} or {@code classpath:...}
         * @return this
         */
        public Builder valueSchema(String valueSchema) {
            return put(VALUE_SCHEMA, requireNonNull(valueSchema, "valueSchema"));
        }

        /**
         * Sets {@code validators}.
         *
         * @param validators are asked, in this order, whether a value may be stored
         * @return this
         */
        public Builder validators(List<? extends ValueValidator<?, ?>> validators) {
            values.setComponent(VALIDATORS, Components.given(requireNonNull(validators, "validators")));
            return this;
        }

        /**
         * Sets {@code validators} and makes the objects.
         *
         * @param classNames the names of classes that implement {@link ValueValidator} and have a public constructor without
         *     parameters, separated by commas
         * @param loader finds the classes
         * @return this
         * @throws ConfigurationException if there is no such class, or it cannot be constructed
         */
        @SuppressWarnings("unchecked") // whether it validates these values is seen when it does
        public Builder validators(String classNames, ClassLoader loader) {
            requireNonNull(loader, "loader");
            Components<ValueValidator<?, ?>> named = VALIDATORS.parse(requireNonNull(classNames, "classNames"));
            values.setComponent(
                    VALIDATORS,
                    named.made(VALIDATORS, (Class<ValueValidator<?, ?>>) (Class<?>) ValueValidator.class, loader));
            return this;
        }

        /**
         * Sets {@code undecodable}.
         *
         * @param undecodable the choice
         * @return this
         */
        public Builder undecodable(Undecodable undecodable) {
            return put(UNDECODABLE, requireNonNull(undecodable, "undecodable"));
        }

        /**
         * Sets {@code rewrite-on-read}.
         *
         * @param rewriteOnRead true if values in another form are to be written back in the form of now
         * @return this
         */
        public Builder rewriteOnRead(boolean rewriteOnRead) {
            return put(REWRITE_ON_READ, rewriteOnRead);
        }

        /**
         * Sets {@code invoke-lease}.
         *
         * @param invokeLease how long a claim holds unless it is renewed
         * @return this
         */
        public Builder invokeLease(Duration invokeLease) {
            return put(INVOKE_LEASE, requireNonNull(invokeLease, "invokeLease"));
        }

        /**
         * Sets {@code invoke-wait}.
         *
         * @param invokeWait how long an operation waits
         * @return this
         */
        public Builder invokeWait(Duration invokeWait) {
            return put(INVOKE_WAIT, requireNonNull(invokeWait, "invokeWait"));
        }

        /**
         * Sets {@code listener-timeout}.
         *
         * @param listenerTimeout how long an operation waits for synchronous listeners
         * @return this
         */
        public Builder listenerTimeout(Duration listenerTimeout) {
            return put(LISTENER_TIMEOUT, requireNonNull(listenerTimeout, "listenerTimeout"));
        }

        /**
         * Sets {@code page-size}.
         *
         * @param pageSize from 1 up
         * @return this
         */
        public Builder pageSize(int pageSize) {
            return put(PAGE_SIZE, pageSize);
        }

        /**
         * Sets {@code on-read-failure}.
         *
         * @param onReadFailure the choice
         * @return this
         */
        public Builder onReadFailure(ReadFailure onReadFailure) {
            return put(ON_READ_FAILURE, requireNonNull(onReadFailure, "onReadFailure"));
        }

        /**
         * Sets {@code on-write-failure}.
         *
         * @param onWriteFailure the choice
         * @return this
         */
        public Builder onWriteFailure(WriteFailure onWriteFailure) {
            return put(ON_WRITE_FAILURE, requireNonNull(onWriteFailure, "onWriteFailure"));
        }

        /**
         * Sets {@code wait-replicas}.
         *
         * @param waitReplicas how many replicas must have acknowledged a write; 0 for not waiting
         * @return this
         */
        public Builder waitReplicas(int waitReplicas) {
            return put(WAIT_REPLICAS, waitReplicas);
        }

        /**
         * Sets {@code wait-timeout}.
         *
         * @param waitTimeout how long a write waits for replicas
         * @return this
         */
        public Builder waitTimeout(Duration waitTimeout) {
            return put(WAIT_TIMEOUT, requireNonNull(waitTimeout, "waitTimeout"));
        }

        /**
         * Sets {@code read-from}.
         *
         * @param readFrom the choice
         * @return this
         */
        public Builder readFrom(ReadFrom readFrom) {
            return put(READ_FROM, requireNonNull(readFrom, "readFrom"));
        }

        /**
         * Sets {@code near}.
         *
         * @param near the choice
         * @return this
         */
        public Builder near(Near near) {
            return put(NEAR, requireNonNull(near, "near"));
        }

        /**
         * Sets {@code near-max-entries}.
         *
         * @param nearMaxEntries from 1 up
         * @return this
         */
        public Builder nearMaxEntries(int nearMaxEntries) {
            return put(NEAR_MAX_ENTRIES, nearMaxEntries);
        }

        /**
         * Sets {@code near-max-weight}.
         *
         * @param nearMaxWeight bytes, from 1024 up
         * @return this
         */
        public Builder nearMaxWeight(long nearMaxWeight) {
            return put(NEAR_MAX_WEIGHT, nearMaxWeight);
        }

        /**
         * Sets {@code near-max-age}.
         *
         * @param nearMaxAge from 1 ms up
         * @return this
         */
        public Builder nearMaxAge(Duration nearMaxAge) {
            return put(NEAR_MAX_AGE, requireNonNull(nearMaxAge, "nearMaxAge"));
        }

        /**
         * Sets {@code near-copier}.
         *
         * @param nearCopier copies values
         * @return this
         */
        public Builder nearCopier(ValueCopier<?> nearCopier) {
            values.setComponent(NEAR_COPIER, Component.given(requireNonNull(nearCopier, "nearCopier")));
            return this;
        }

        /**
         * Sets {@code near-copier} and makes the object.
         *
         * @param className the name of a class that implements {@link ValueCopier} and has a public constructor without
         *     parameters
         * @param loader finds the class
         * @return this
         * @throws ConfigurationException if there is no such class, or it cannot be constructed
         */
        @SuppressWarnings("unchecked") // whether it copies these values is seen when it does
        public Builder nearCopier(String className, ClassLoader loader) {
            requireNonNull(loader, "loader");
            Component<ValueCopier<?>> named = NEAR_COPIER.parse(requireNonNull(className, "className"));
            values.setComponent(
                    NEAR_COPIER, named.made(NEAR_COPIER, (Class<ValueCopier<?>>) (Class<?>) ValueCopier.class, loader));
            return this;
        }

        /**
         * Sets {@code near-ignores-access}.
         *
         * @param nearIgnoresAccess true if accesses are to prolong nothing
         * @return this
         */
        public Builder nearIgnoresAccess(boolean nearIgnoresAccess) {
            return put(NEAR_IGNORES_ACCESS, nearIgnoresAccess);
        }

        /**
         * Sets {@code serve-near-up-to}.
         *
         * @param serveNearUpTo zero for never
         * @return this
         */
        public Builder serveNearUpTo(Duration serveNearUpTo) {
            return put(SERVE_NEAR_UP_TO, requireNonNull(serveNearUpTo, "serveNearUpTo"));
        }

        /**
         * Sets {@code statistics}.
         *
         * @param statistics true for on
         * @return this
         */
        public Builder statistics(boolean statistics) {
            return put(STATISTICS, statistics);
        }

        /**
         * Sets {@code management}.
         *
         * @param management true for on
         * @return this
         */
        public Builder management(boolean management) {
            return put(MANAGEMENT, management);
        }

        /**
         * Sets {@code expired-sweep}.
         *
         * @param expiredSweep how often to look
         * @return this
         */
        public Builder expiredSweep(Duration expiredSweep) {
            return put(EXPIRED_SWEEP, requireNonNull(expiredSweep, "expiredSweep"));
        }

        /**
         * Sets {@code listener-queue}.
         *
         * @param listenerQueue how many events may wait for a listener
         * @return this
         */
        public Builder listenerQueue(int listenerQueue) {
            return put(LISTENER_QUEUE, listenerQueue);
        }

        /**
         * Sets {@code cluster-statistics}.
         *
         * @param clusterStatistics true for on
         * @return this
         */
        public Builder clusterStatistics(boolean clusterStatistics) {
            return put(CLUSTER_STATISTICS, clusterStatistics);
        }

        /**
         * Sets {@code memory-sample}.
         *
         * @param memorySample how many entries are weighed
         * @return this
         */
        public Builder memorySample(int memorySample) {
            return put(MEMORY_SAMPLE, memorySample);
        }

        /**
         * Sets {@code max-entries}.
         *
         * @param maxEntries from 1 up
         * @return this
         */
        public Builder maxEntries(int maxEntries) {
            return put(MAX_ENTRIES, maxEntries);
        }

        /**
         * Sets {@code max-bytes}.
         *
         * @param maxBytes from 1024 up
         * @return this
         */
        public Builder maxBytes(long maxBytes) {
            return put(MAX_BYTES, maxBytes);
        }

        /**
         * Sets {@code eviction}.
         *
         * @param eviction which entry makes room
         * @return this
         */
        public Builder eviction(Eviction eviction) {
            return put(EVICTION, requireNonNull(eviction, "eviction"));
        }

        /**
         * Sets {@code shards}.
         *
         * @param shards from 1 to 1024
         * @return this
         */
        public Builder shards(int shards) {
            return put(SHARDS, shards);
        }

        /**
         * Sets {@code write-behind}.
         *
         * @param writeBehind true for on
         * @return this
         */
        public Builder writeBehind(boolean writeBehind) {
            return put(WRITE_BEHIND, writeBehind);
        }

        /**
         * Sets {@code write-delay}.
         *
         * @param writeDelay zero for not at all
         * @return this
         */
        public Builder writeDelay(Duration writeDelay) {
            return put(WRITE_DELAY, requireNonNull(writeDelay, "writeDelay"));
        }

        /**
         * Sets {@code write-batch-size}.
         *
         * @param writeBatchSize from 1 up
         * @return this
         */
        public Builder writeBatchSize(int writeBatchSize) {
            return put(WRITE_BATCH_SIZE, writeBatchSize);
        }

        /**
         * Sets {@code write-coalescing}.
         *
         * @param writeCoalescing true for on
         * @return this
         */
        public Builder writeCoalescing(boolean writeCoalescing) {
            return put(WRITE_COALESCING, writeCoalescing);
        }

        /**
         * Sets {@code write-queue-capacity}.
         *
         * @param writeQueueCapacity from 16 up
         * @return this
         */
        public Builder writeQueueCapacity(int writeQueueCapacity) {
            return put(WRITE_QUEUE_CAPACITY, writeQueueCapacity);
        }

        /**
         * Sets {@code write-queue-wait}.
         *
         * @param writeQueueWait zero for not at all
         * @return this
         */
        public Builder writeQueueWait(Duration writeQueueWait) {
            return put(WRITE_QUEUE_WAIT, requireNonNull(writeQueueWait, "writeQueueWait"));
        }

        /**
         * Sets {@code write-attempts}.
         *
         * @param writeAttempts from 1 up
         * @return this
         */
        public Builder writeAttempts(int writeAttempts) {
            return put(WRITE_ATTEMPTS, writeAttempts);
        }

        /**
         * Sets {@code write-retry-delay}.
         *
         * @param writeRetryDelay from 1 ms up
         * @return this
         */
        public Builder writeRetryDelay(Duration writeRetryDelay) {
            return put(WRITE_RETRY_DELAY, requireNonNull(writeRetryDelay, "writeRetryDelay"));
        }

        /**
         * Sets {@code write-retry-max-delay}.
         *
         * @param writeRetryMaxDelay from 1 ms up
         * @return this
         */
        public Builder writeRetryMaxDelay(Duration writeRetryMaxDelay) {
            return put(WRITE_RETRY_MAX_DELAY, requireNonNull(writeRetryMaxDelay, "writeRetryMaxDelay"));
        }

        /**
         * Sets {@code write-lease}.
         *
         * @param writeLease from 100 ms up
         * @return this
         */
        public Builder writeLease(Duration writeLease) {
            return put(WRITE_LEASE, requireNonNull(writeLease, "writeLease"));
        }

        /**
         * Sets {@code write-drain-timeout}.
         *
         * @param writeDrainTimeout zero for not at all
         * @return this
         */
        public Builder writeDrainTimeout(Duration writeDrainTimeout) {
            return put(WRITE_DRAIN_TIMEOUT, requireNonNull(writeDrainTimeout, "writeDrainTimeout"));
        }

        /**
         * Sets {@code ttl} to a finite time.
         *
         * @param ttl from 1 ms up
         * @return this
         */
        public Builder ttl(Duration ttl) {
            values.setText(TTL, DurationText.format(requireNonNull(ttl, "ttl")));
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws ConfigurationException if values contradict each other
         */
        public CacheSettings build() {
            SettingValues built = values.build();
            if (built.isSet(EXPIRY) && built.get(EXPIRY) != Expiry.ETERNAL && !built.isSet(TTL)) {
                throw new ConfigurationException("setting 'expiry' is '" + EXPIRY.format(built.get(EXPIRY))
                        + "', which needs 'ttl': set it, too, to a duration or to eternal");
            }
            requireZstd(built, COMPRESSION_LEVEL, List.of(built.get(COMPRESSION)));
            requireZstd(
                    built,
                    COMPRESSION_DICTIONARIES,
                    Stream.concat(Stream.of(built.get(COMPRESSION)), built.get(COMPRESSION_READ).stream())
                            .toList());
            if (built.isSet(NEAR_MAX_ENTRIES) && built.isSet(NEAR_MAX_WEIGHT)) {
                throw new ConfigurationException(
                        "settings 'near-max-entries' and 'near-max-weight' are both set: a near cache has one bound; leave one out");
            }
            if (built.get(NEAR) != Near.OFF && built.get(READ_FROM) == ReadFrom.REPLICA) {
                throw new ConfigurationException("setting 'near' is '" + NEAR.format(built.get(NEAR))
                        + "' and 'read-from' is 'replica': a replica does not tell in time what has changed; set near=off, or"
                        + " read-from=primary");
            }
            requireUsefulBounds(built);
            requireUsefulKeys(built);
            if (built.get(WRITE_RETRY_DELAY).compareTo(built.get(WRITE_RETRY_MAX_DELAY)) > 0) {
                throw new ConfigurationException("setting 'write-retry-delay' is '"
                        + WRITE_RETRY_DELAY.format(built.get(WRITE_RETRY_DELAY)) + "' and 'write-retry-max-delay' is '"
                        + WRITE_RETRY_MAX_DELAY.format(built.get(WRITE_RETRY_MAX_DELAY))
                        + "': the first pause is not longer than the longest; correct one of them");
            }
            if (built.isSet(VALUE_SCHEMA) && !built.get(CODEC).text().equals(JSON)) {
                throw new ConfigurationException("setting 'value-schema' is '" + built.get(VALUE_SCHEMA)
                        + "' and 'codec' is '" + built.get(CODEC).text()
                        + "': a schema describes what codec json writes; set codec=json, or leave value-schema out");
            }
            return new CacheSettings(built);
        }

        /** Limits that can be kept, and nothing beside them that cannot be had with limits. */
        private static void requireUsefulBounds(SettingValues built) {
            if (!built.isSet(MAX_ENTRIES) && !built.isSet(MAX_BYTES)) {
                for (Setting<?> setting : List.of(EVICTION, SHARDS)) {
                    if (built.isSet(setting)) {
                        throw new ConfigurationException("setting '" + setting
                                + "' is set, but the cache has no limit that it could be for: set 'max-entries' or 'max-bytes', or leave '"
                                + setting + "' out");
                    }
                }
                return;
            }
            requireFilledShards(built, MAX_ENTRIES, 1, "entry");
            requireFilledShards(built, MAX_BYTES, LEAST_BYTES_OF_A_SHARD, "bytes");
            Setting<?> limit = built.isSet(MAX_ENTRIES) ? MAX_ENTRIES : MAX_BYTES;
            if (built.get(NEAR) != Near.OFF) {
                throw new ConfigurationException(
                        "setting 'near' is '" + NEAR.format(built.get(NEAR)) + "' and '" + limit
                                + "' is set: the server tells changes of a cache with limits for a whole shard only, and does not hear of reads from"
                                + " near; set near=off, or leave '" + limit + "' out");
            }
            if (built.get(READ_FROM) == ReadFrom.REPLICA) {
                throw new ConfigurationException("setting 'read-from' is 'replica' and '" + limit
                        + "' is set: a read of a cache with limits is a use of the entry, which only the primary can note; set"
                        + " read-from=primary, or leave '" + limit + "' out");
            }
        }

        private static void requireFilledShards(
                SettingValues built, Setting<? extends Number> limit, long least, String what) {
            long shards = built.find(SHARDS).orElse(1);
            long most = built.find(limit).map(Number::longValue).orElse(Long.MAX_VALUE);
            if (most / shards < least) {
                throw new ConfigurationException("setting 'shards' is '" + shards + "' and '" + limit + "' is '" + most
                        + "': each shard must have room for " + least + " " + what + " at least; lower 'shards' to "
                        + most / least + ", or raise '" + limit + "'");
            }
        }

        /** Keys where they are needed, and nowhere else: who believes that something is encrypted must not be wrong. */
        private static void requireUsefulKeys(SettingValues built) {
            boolean hidden = built.get(ENTRY_NAMES) == EntryNames.HIDDEN;
            requireKeys(built, ENCRYPTION, OUR_CIPHERS.contains(built.get(ENCRYPTION)));
            requireKeys(
                    built, ENCRYPTION_READ, built.get(ENCRYPTION_READ).stream().anyMatch(OUR_CIPHERS::contains));
            requireKeys(built, ENTRY_NAMES, hidden);
            if (hidden) {
                built.requirePair(ENTRY_NAMES, ENTRY_NAMES_KEY);
            }
            boolean readsOnly = !built.get(ENCRYPTION_READ).isEmpty();
            if (built.isSet(ENCRYPTION_KEYS) && !built.isSet(ENCRYPTION) && !readsOnly && !hidden) {
                throw new ConfigurationException(
                        "setting 'encryption-keys' is set, but nothing is encrypted: set 'encryption', or"
                                + " 'entry-names' to hidden; or set encryption=none, to say that values stay readable");
            }
            if (built.isSet(ENTRY_NAMES_KEY) && !built.isSet(ENTRY_NAMES)) {
                throw new ConfigurationException(
                        "setting 'entry-names-key' is set, but names are not hidden: set 'entry-names' to"
                                + " hidden; or to plain, to say that they stay readable");
            }
            String source = built.find(ENCRYPTION_KEYS).map(Component::text).orElse("");
            boolean needsPassword = SettingType.needsPassword(source);
            if (needsPassword && !built.isSet(ENCRYPTION_PASSWORD)) {
                throw new ConfigurationException("setting 'encryption-keys' is '" + ENCRYPTION_KEYS.shown(source)
                        + "', which needs 'encryption-password': set it, too");
            }
            if (!needsPassword && built.isSet(ENCRYPTION_PASSWORD)) {
                throw new ConfigurationException(
                        "setting 'encryption-password' is set, but 'encryption-keys' is "
                                + (source.isEmpty() ? "not" : "'" + ENCRYPTION_KEYS.shown(source) + "', which has none")
                                + ": a password belongs to keystore:/path or passphrase; leave it out, or correct 'encryption-keys'");
            }
        }

        private static void requireKeys(SettingValues built, Setting<?> user, boolean needed) {
            if (needed && !built.isSet(ENCRYPTION_KEYS)) {
                throw new ConfigurationException(
                        "setting '" + user + "' needs 'encryption-keys', and there are none: set it to where"
                                + " the keys are, such as file:/run/secrets/cache-keys");
            }
        }

        private static void requireZstd(SettingValues built, Setting<?> setting, List<String> compressors) {
            if (built.isSet(setting) && !compressors.contains("zstd")) {
                throw new ConfigurationException("setting '" + setting.key()
                        + "' is for zstd, and 'compression' is '" + built.get(COMPRESSION)
                        + "'; set compression=zstd, or take '" + setting.key() + "' out");
            }
        }

        private <T> Builder put(Setting<T> setting, T value) {
            values.set(setting, value);
            return this;
        }
    }
}
