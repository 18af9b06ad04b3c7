// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session in the hands of one request: what the server had when the request first asked, with what the request has changed since.
 * Requests that run at the same time have one each; what they change is merged attribute by attribute when it is
 * {@linkplain SessionRepository#commit committed}.
 *
 * <p>Values are decoded when they are first asked for.
 *
 * <p>Thread-safe, for requests that use several threads.
 */
public final class SessionData {

    private static final Logger LOG = System.getLogger(SessionData.class.getName());

    private final AttributeForm form;
    private final SessionSettings settings;
    private final Counting counting;
    private final String uuid;

    /** As the request found them. */
    private final StoredFields found;

    /** Those of them that it has asked for or changed, and those that it has added. */
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    private final ConcurrentMap<String, Object> view = new AttributeView(this);

    private String id;
    private SessionId storedId;
    private @Nullable SessionSnapshot base;
    private long createdAt;
    private long accessedAt;
    private int maxInactiveSeconds;
    private boolean intervalChanged;
    private @Nullable String principal;
    private boolean principalChanged;
    private @Nullable String storedPrincipal;
    private boolean storedPrincipalKnown;
    private boolean ended;
    private AttributeLifecycle lifecycle = AttributeLifecycle.NONE;

    /** Listeners are told that values are passivated; what they change is written with the rest. */
    private boolean passivating;

    /** When the server was last asked or told, by its clock and by ours. */
    private long serverNow;

    private long nanos;

    private SessionData(
            AttributeForm form,
            SessionSettings settings,
            Counting counting,
            String uuid,
            String id,
            SessionId storedId,
            StoredFields found) {
        this.form = form;
        this.settings = settings;
        this.counting = counting;
        this.uuid = uuid;
        this.id = id;
        this.storedId = storedId;
        this.found = found;
    }

    static SessionData fresh(
            AttributeForm form, SessionSettings settings, Counting counting, String uuid, String id, int maxInactive) {
        SessionData data = new SessionData(form, settings, counting, uuid, id, SessionId.of(id), StoredFields.NONE);
        data.maxInactiveSeconds = maxInactive;
        data.createdAt = System.currentTimeMillis();
        data.accessedAt = data.createdAt;
        data.storedPrincipalKnown = true;
        return data;
    }

    /** @param id as the client has it; empty if only its digest is known */
    static SessionData stored(
            AttributeForm form,
            SessionSettings settings,
            Counting counting,
            String id,
            SessionId storedId,
            SessionSnapshot snapshot,
            long serverNow) {
        SessionData data = new SessionData(form, settings, counting, snapshot.uuid(), id, storedId, snapshot.fields());
        data.base = snapshot;
        data.createdAt = snapshot.createdAt();
        data.accessedAt = snapshot.state().accessedAt();
        data.maxInactiveSeconds =
                (int) Math.min(Integer.MAX_VALUE, snapshot.state().idleMillis() / 1000);
        data.heard(serverNow);
        return data;
    }

    /**
     * The id that the client has.
     *
     * @return the id; empty for a session that was found by the time it is over or by its user, for then only the digest of its id is known
     */
    public synchronized String id() {
        return id;
    }

    /**
     * What names the session on the server in place of its id.
     *
     * @return the SHA-256 of its id, base64url
     */
    public synchronized String handle() {
        return storedId.digest();
    }

    /**
     * Tells whether the server does not know it yet.
     *
     * @return true before its first commit
     */
    public synchronized boolean isNew() {
        return base == null;
    }

    /**
     * Tells whether it has ended, as far as this node knows.
     *
     * @return true if so
     */
    public synchronized boolean isEnded() {
        return ended;
    }

    /**
     * Tells whether it was over when the server was last asked. Only {@link SessionRepository#look} finds such a session.
     *
     * @return true if its maximum inactive time and touch window had passed
     */
    public synchronized boolean isOver() {
        SessionSnapshot known = base;
        return known != null && known.state().isOver(serverNow);
    }

    /**
     * When it was created.
     *
     * @return ms since 1970 by the server's clock; by that of this node before its first commit
     */
    public synchronized long createdAt() {
        return createdAt;
    }

    /**
     * When it was last used before this request, at most the touch window earlier.
     *
     * @return ms since 1970 by the server's clock; by that of this node before its first commit
     */
    public synchronized long lastAccessedAt() {
        return accessedAt;
    }

    /**
     * After which time without a request it is over.
     *
     * @return seconds; 0 or less for never
     */
    public synchronized int maxInactiveSeconds() {
        return maxInactiveSeconds;
    }

    /**
     * Changes after which time without a request it is over.
     *
     * @param seconds 0 or less for never
     */
    public synchronized void maxInactiveSeconds(int seconds) {
        if (seconds != maxInactiveSeconds) {
            maxInactiveSeconds = seconds;
            intervalChanged = true;
        }
    }

    /**
     * Whose session it is.
     *
     * @return the name of the user, or null; null, too, if it cannot be decoded
     */
    public synchronized @Nullable String principal() {
        return principalChanged ? principal : storedPrincipal();
    }

    /**
     * Says whose session it is, so that it can be found by that.
     *
     * @param name the name of the user, or null
     */
    public synchronized void principal(@Nullable String name) {
        principal = name;
        principalChanged = !Objects.equals(name, storedPrincipal());
    }

    /** Whose session it is on the server, as far as that can be decoded. */
    synchronized @Nullable String storedPrincipal() {
        if (!storedPrincipalKnown) {
            byte[] bytes = requireNonNull(base).fields().get(StoredFields.PRINCIPAL);
            storedPrincipal = bytes == null ? null : decodedPrincipal(bytes);
            storedPrincipalKnown = true;
        }
        return storedPrincipal;
    }

    /** Whether it is known whose session it is, be it nobody's: it is not where this node lacks the keys. */
    synchronized boolean isPrincipalKnown() {
        return principal() != null || !requireNonNull(base).fields().has(StoredFields.PRINCIPAL);
    }

    private @Nullable String decodedPrincipal(byte[] bytes) {
        try {
            return (String) form.decode(uuid, StoredFields.PRINCIPAL, bytes);
        } catch (DecodingException e) {
            counting.undecodable.increment();
            LOG.log(
                    Level.WARNING,
                    () -> "a session of '" + settings.application()
                            + "': whose it is cannot be decoded, and it is taken for nobody's; let this node have the keys of the others",
                    e);
            return null;
        }
    }

    /**
     * Its attributes, which may be changed there. Names can be had without decoding values.
     *
     * @return a view; thread-safe
     */
    public ConcurrentMap<String, Object> attributes() {
        return view;
    }

    /**
     * Lets somebody hear of values that come and go.
     *
     * @param listener hears of it, in the thread that causes it
     */
    public synchronized void lifecycle(AttributeLifecycle listener) {
        lifecycle = requireNonNull(listener, "listener");
    }

    /**
     * Takes over attributes that are kept elsewhere: those that have other bytes than here, or are not here, are set; those that are here
     * and not there are removed.
     *
     * @param elsewhere all attributes, by name
     */
    public synchronized void takeOver(Map<String, Object> elsewhere) {
        elsewhere.forEach((name, value) -> {
            if (!isStoredAs(name, value)) {
                set(name, value);
            }
        });
        for (String name : names()) {
            // what cannot be decoded is not there because nobody has seen it
            if (!elsewhere.containsKey(name) && get(name) != null) {
                remove(name);
            }
        }
    }

    /**
     * Tells which attributes another request has changed, as far as this one's session shows.
     *
     * @param earlier the same session as it was found before
     * @return the names of those that are here and have other bytes than there; and of those that are there and not here
     */
    public synchronized Set<String> changedSince(SessionData earlier) {
        StoredFields now = requireNonNull(base).fields();
        StoredFields before = earlier.storedFields();
        Set<String> changed = new TreeSet<>();
        Stream.of(now, before).map(StoredFields::attributes).forEach(changed::addAll);
        changed.removeIf(
                name -> Arrays.equals(now.get(StoredFields.attribute(name)), before.get(StoredFields.attribute(name))));
        return changed;
    }

    /**
     * Tells whether two are the same session, whatever ids they have.
     *
     * @param other another one
     * @return true if so
     */
    public boolean isSameAs(SessionData other) {
        return uuid.equals(other.uuid);
    }

    private boolean isStoredAs(String name, Object value) {
        Attribute attribute = attribute(name);
        byte[] bytes = attribute == null ? null : attribute.stored;
        if (attribute == null || bytes == null || attribute.state != Attribute.State.AS_STORED) {
            return false;
        }
        try {
            return form.isWrittenAs(uuid, attribute.field, bytes, value);
        } catch (EncodingException | DecodingException e) {
            // setting it says what is wrong
            return false;
        }
    }

    /** An attribute that was found or added, be it there or not. */
    private @Nullable Attribute attribute(String name) {
        Attribute known = attributes.get(name);
        if (known != null) {
            return known;
        }
        String field = StoredFields.attribute(name);
        byte[] bytes = found.get(field);
        return bytes == null ? null : taken(new Attribute(name, field, bytes));
    }

    private Attribute taken(Attribute attribute) {
        attributes.put(attribute.name, attribute);
        return attribute;
    }

    synchronized @Nullable Object get(String name) {
        Attribute attribute = attribute(name);
        return attribute == null || !attribute.isThere() ? null : value(attribute);
    }

    synchronized @Nullable Object set(String name, Object value) {
        requireNonNull(value, "value");
        Object before = get(name);
        Attribute attribute = attributes.get(name);
        if (attribute == null) {
            attribute = taken(new Attribute(name, StoredFields.attribute(name), null));
        }
        attribute.set(value);
        return before;
    }

    synchronized @Nullable Object remove(String name) {
        Object before = get(name);
        Attribute attribute = attribute(name);
        if (attribute != null) {
            attribute.remove();
        }
        return before;
    }

    synchronized boolean has(String name) {
        Attribute attribute = attributes.get(name);
        return attribute == null ? found.has(StoredFields.attribute(name)) : attribute.isThere();
    }

    synchronized Set<String> names() {
        Set<String> names = new TreeSet<>(found.attributes());
        attributes.forEach((name, attribute) -> {
            if (attribute.isThere()) {
                names.add(name);
            } else {
                names.remove(name);
            }
        });
        return names;
    }

    private @Nullable Object value(Attribute attribute) {
        if (attribute.value == null && attribute.stored != null) {
            Object value = decoded(attribute, attribute.stored);
            attribute.value = value;
            if (value != null) {
                lifecycle.activated(value);
            }
        }
        return attribute.value;
    }

    private @Nullable Object decoded(Attribute attribute, byte[] stored) {
        try {
            return form.decode(uuid, attribute.field, stored);
        } catch (DecodingException e) {
            counting.undecodable.increment();
            if (settings.undecodable() == Undecodable.FAIL) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    () -> "a session of '" + settings.application() + "': attribute '" + attribute.name
                            + "' cannot be decoded and is left out; "
                            + (settings.undecodable() == Undecodable.KEEP
                                    ? "its bytes stay, for nodes that can read it"
                                    : "it is removed"),
                    e);
            attribute.state =
                    settings.undecodable() == Undecodable.DROP ? Attribute.State.REMOVED : Attribute.State.UNREADABLE;
            return null;
        }
    }

    /**
     * What is to be written.
     *
     * @throws SessionTooLargeException if it would be too large then
     */
    synchronized Delta delta() {
        Delta delta = new Delta();
        for (Attribute attribute : passivated()) {
            byte[] bytes = changed(attribute, delta);
            if (bytes != null) {
                delta.written.put(attribute.field, bytes);
            } else if (attribute.isRemoved() && attribute.mayBeStored()) {
                delta.removed.add(attribute.field);
            }
        }
        delta.interval = intervalChanged;
        if (principalChanged) {
            String name = principal;
            if (name == null) {
                delta.removed.add(StoredFields.PRINCIPAL);
            } else {
                delta.written.put(StoredFields.PRINCIPAL, form.encode(uuid, StoredFields.PRINCIPAL, name));
            }
        }
        requireRoom(delta);
        attributes.values().forEach(attribute -> attribute.sent |= delta.written.containsKey(attribute.field));
        return delta;
    }

    /** The attributes in use, after listeners were told that they are passivated; that may have brought others into use, and changed any. */
    private List<Attribute> passivated() {
        List<Attribute> all = new ArrayList<>(attributes.values());
        passivating = true;
        try {
            for (int i = 0; i < all.size(); i++) {
                Attribute attribute = all.get(i);
                Object value = attribute.value;
                if (value != null && mayHaveChanged(attribute, value)) {
                    lifecycle.passivating(value);
                }
                if (all.size() < attributes.size()) {
                    // those that have come are the last ones
                    all = new ArrayList<>(attributes.values());
                }
            }
        } finally {
            passivating = false;
        }
        return all;
    }

    private boolean mayHaveChanged(Attribute attribute, Object value) {
        return attribute.isSet()
                || settings.dirtyCheck() == DirtyCheck.ALL
                || (settings.dirtyCheck() == DirtyCheck.READ && !ImmutableTypes.has(value));
    }

    private void requireRoom(Delta delta) {
        long bytes = storedFields().with(delta).attributeBytes();
        if (bytes > settings.maxSessionBytes()
                && delta.written.keySet().stream().anyMatch(StoredFields::isAttribute)) {
            throw new SessionTooLargeException(
                    "a session of '" + settings.application() + "' has " + bytes
                            + " bytes of attributes, more than the " + settings.maxSessionBytes()
                            + " that 'max-session-bytes' allows; nothing of it was stored: keep less in it, or raise the limit");
        }
    }

    /** The bytes of an attribute that are to be written; null for none. */
    private byte @Nullable [] changed(Attribute attribute, Delta delta) {
        Object value = attribute.value;
        if (value == null || !mayHaveChanged(attribute, value)) {
            return null;
        }
        try {
            byte[] stored = attribute.stored;
            boolean same = !attribute.isSet()
                    && settings.dirtyCheck() == DirtyCheck.READ
                    && stored != null
                    && form.isWrittenAs(uuid, attribute.field, stored, value);
            return same ? null : form.encode(uuid, attribute.field, value);
        } catch (EncodingException e) {
            counting.unencodable.increment();
            LOG.log(
                    Level.WARNING,
                    () -> "a session of '" + settings.application() + "': attribute '" + attribute.name + "' of class "
                            + value.getClass().getName() + " cannot be stored, and is lost after this request: "
                            + e.getMessage()
                            + "; the rest of the session is stored. Make it serializable, let 'jambry.caches.sessions.allow-classes'"
                            + " allow it, or keep it out of the session");
            if (attribute.isSet() && attribute.mayBeStored()) {
                // what was there before is not what the application has set
                delta.removed.add(attribute.field);
            } else {
                attribute.state = Attribute.State.AS_STORED;
            }
            return null;
        }
    }

    /** The server has what the delta says. */
    synchronized SessionSnapshot committed(Delta delta, SessionState state) {
        SessionSnapshot before = base;
        if (before == null) {
            // until now it was by the clock of this node
            createdAt = state.accessedAt();
            accessedAt = state.accessedAt();
            before = new SessionSnapshot(uuid, createdAt, state, StoredFields.NONE);
        }
        for (Attribute attribute : attributes.values()) {
            byte[] written = delta.written.get(attribute.field);
            if (written != null || delta.removed.contains(attribute.field)) {
                attribute.committed(written);
            }
        }
        intervalChanged = false;
        storedPrincipal = principal();
        storedPrincipalKnown = true;
        principalChanged = false;
        base = before.with(delta, state);
        heard(state.accessedAt());
        return base;
    }

    /** The session has moved, and is there as the snapshot says. */
    synchronized void moved(String newId, SessionId newStoredId, SessionSnapshot snapshot, long now) {
        id = newId;
        storedId = newStoredId;
        base = snapshot;
        heard(now);
    }

    /** It gets another id before the server knows it. */
    synchronized void renamed(String newId, SessionId newStoredId) {
        id = newId;
        storedId = newStoredId;
    }

    /** Another request has moved it. */
    synchronized void followed(SessionId to) {
        storedId = to;
    }

    synchronized void end() {
        ended = true;
    }

    synchronized void heard(long now) {
        serverNow = now;
        nanos = System.nanoTime();
    }

    /** Whether so much time has passed since the server noted an access that it has to note another. */
    synchronized boolean isTouchDue() {
        return base != null && (System.nanoTime() - nanos) / 1_000_000 >= windowMillis() && serverNow > 0;
    }

    synchronized SessionId storedId() {
        return storedId;
    }

    synchronized @Nullable SessionSnapshot base() {
        return base;
    }

    synchronized boolean isPassivating() {
        return passivating;
    }

    /** What the server has of it, as far as is known. */
    private synchronized StoredFields storedFields() {
        return base == null ? StoredFields.NONE : base.fields();
    }

    synchronized void base(SessionSnapshot snapshot) {
        base = snapshot;
        storedPrincipalKnown = false;
    }

    String uuid() {
        return uuid;
    }

    synchronized long idleMillis() {
        return Math.max(0, maxInactiveSeconds) * 1000L;
    }

    synchronized long windowMillis() {
        return settings.windowMillis(maxInactiveSeconds);
    }

    @Override
    public String toString() {
        return "session of '" + settings.application() + "'";
    }
}
