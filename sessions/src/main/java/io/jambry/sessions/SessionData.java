// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
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
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final Set<String> removed = new LinkedHashSet<>();
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

    /** When the server was last asked or told, by its clock and by ours. */
    private long serverNow;

    private long nanos;

    private SessionData(
            AttributeForm form,
            SessionSettings settings,
            Counting counting,
            String uuid,
            String id,
            SessionId storedId) {
        this.form = form;
        this.settings = settings;
        this.counting = counting;
        this.uuid = uuid;
        this.id = id;
        this.storedId = storedId;
    }

    static SessionData fresh(
            AttributeForm form, SessionSettings settings, Counting counting, String uuid, String id, int maxInactive) {
        SessionData data = new SessionData(form, settings, counting, uuid, id, SessionId.of(id));
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
        SessionData data = new SessionData(form, settings, counting, snapshot.uuid(), id, storedId);
        data.base = snapshot;
        data.createdAt = snapshot.createdAt();
        data.accessedAt = snapshot.state().accessedAt();
        data.maxInactiveSeconds =
                (int) Math.min(Integer.MAX_VALUE, snapshot.state().idleMillis() / 1000);
        snapshot.attributes().forEach((name, bytes) -> data.attributes.put(name, Attribute.stored(bytes)));
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
            byte[] bytes = requireNonNull(base).principal();
            storedPrincipal = bytes == null ? null : decodedPrincipal(bytes);
            storedPrincipalKnown = true;
        }
        return storedPrincipal;
    }

    /** Whether it is known whose session it is, be it nobody's: it is not where this node lacks the keys. */
    synchronized boolean isPrincipalKnown() {
        return principal() != null || requireNonNull(base).principal() == null;
    }

    private @Nullable String decodedPrincipal(byte[] bytes) {
        try {
            return (String) form.decode(uuid, SessionSnapshot.PRINCIPAL, bytes);
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
            if (!elsewhere.containsKey(name)) {
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
        Map<String, byte[]> now = requireNonNull(base).attributes();
        SessionSnapshot snapshot = earlier.base();
        Map<String, byte[]> before = snapshot == null ? Map.of() : snapshot.attributes();
        Set<String> changed = new TreeSet<>();
        now.forEach((name, bytes) -> {
            if (!Arrays.equals(bytes, before.get(name))) {
                changed.add(name);
            }
        });
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(changed::add);
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
        Attribute attribute = attributes.get(name);
        byte[] bytes = attribute == null ? null : attribute.stored;
        if (bytes == null || requireNonNull(attribute).unreadable) {
            return false;
        }
        try {
            return form.isWrittenAs(uuid, SessionSnapshot.ATTRIBUTE + name, bytes, value);
        } catch (EncodingException | DecodingException e) {
            // setting it says what is wrong
            return false;
        }
    }

    synchronized @Nullable Object get(String name) {
        Attribute attribute = attributes.get(name);
        return attribute == null || attribute.unreadable ? null : value(name, attribute);
    }

    synchronized @Nullable Object set(String name, Object value) {
        Object before = get(name);
        Attribute attribute = attributes.computeIfAbsent(name, absent -> new Attribute());
        attribute.value = requireNonNull(value, "value");
        attribute.set = true;
        attribute.unreadable = false;
        removed.remove(name);
        return before;
    }

    synchronized @Nullable Object remove(String name) {
        Object before = get(name);
        Attribute attribute = attributes.remove(name);
        // also where it is not known: another request may have set it meanwhile
        if (attribute != null && attribute.stored != null) {
            removed.add(name);
        }
        return before;
    }

    synchronized boolean has(String name) {
        Attribute attribute = attributes.get(name);
        return attribute != null && !attribute.unreadable;
    }

    synchronized Set<String> names() {
        Set<String> names = new TreeSet<>();
        attributes.forEach((name, attribute) -> {
            if (!attribute.unreadable) {
                names.add(name);
            }
        });
        return names;
    }

    private @Nullable Object value(String name, Attribute attribute) {
        if (attribute.value == null && attribute.stored != null) {
            try {
                Object value = form.decode(uuid, SessionSnapshot.ATTRIBUTE + name, attribute.stored);
                attribute.value = value;
                lifecycle.activated(value);
            } catch (DecodingException e) {
                counting.undecodable.increment();
                if (settings.undecodable() == Undecodable.FAIL) {
                    throw e;
                }
                LOG.log(
                        Level.WARNING,
                        () -> "a session of '" + settings.application() + "': attribute '" + name
                                + "' cannot be decoded and is left out; "
                                + (settings.undecodable() == Undecodable.KEEP
                                        ? "its bytes stay, for nodes that can read it"
                                        : "it is removed"),
                        e);
                attribute.unreadable = true;
                if (settings.undecodable() == Undecodable.DROP) {
                    attributes.remove(name);
                    removed.add(name);
                }
            }
        }
        return attribute.value;
    }

    /**
     * What is to be written.
     *
     * @throws SessionTooLargeException if it would be too large then
     */
    synchronized Delta delta() {
        Delta delta = new Delta();
        delta.interval = intervalChanged;
        removed.forEach(name -> delta.removed.add(SessionSnapshot.ATTRIBUTE + name));
        long size = 0;
        for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
            String name = entry.getKey();
            byte[] bytes = changed(name, entry.getValue(), delta);
            if (bytes != null) {
                delta.written.put(SessionSnapshot.ATTRIBUTE + name, bytes);
            }
            size += name.length() + (bytes == null ? entry.getValue().storedBytes() : bytes.length);
        }
        if (size > settings.maxSessionBytes() && !delta.written.isEmpty()) {
            throw new SessionTooLargeException(
                    "a session of '" + settings.application() + "' has " + size
                            + " bytes of attributes, more than the " + settings.maxSessionBytes()
                            + " that 'max-session-bytes' allows; nothing of it was stored: keep less in it, or raise the limit");
        }
        if (principalChanged) {
            String name = principal;
            if (name == null) {
                delta.removed.add(SessionSnapshot.PRINCIPAL);
            } else {
                delta.written.put(SessionSnapshot.PRINCIPAL, form.encode(uuid, SessionSnapshot.PRINCIPAL, name));
            }
        }
        return delta;
    }

    /** The bytes of an attribute that are to be written; null for none. */
    private byte @Nullable [] changed(String name, Attribute attribute, Delta delta) {
        Object value = attribute.value;
        if (value == null
                || (!attribute.set
                        && (settings.dirtyCheck() == DirtyCheck.SET
                                || (settings.dirtyCheck() == DirtyCheck.READ && ImmutableTypes.has(value))))) {
            return null;
        }
        try {
            lifecycle.passivating(value);
            String field = SessionSnapshot.ATTRIBUTE + name;
            byte[] stored = attribute.stored;
            boolean same = !attribute.set
                    && settings.dirtyCheck() == DirtyCheck.READ
                    && stored != null
                    && form.isWrittenAs(uuid, field, stored, value);
            return same ? null : form.encode(uuid, field, value);
        } catch (EncodingException e) {
            counting.unencodable.increment();
            LOG.log(
                    Level.WARNING,
                    () -> "a session of '" + settings.application() + "': attribute '" + name + "' of class "
                            + value.getClass().getName() + " cannot be stored, and is lost after this request: "
                            + e.getMessage()
                            + "; the rest of the session is stored. Make it serializable, let 'jambry.caches.sessions.allow-classes'"
                            + " allow it, or keep it out of the session");
            if (attribute.set && attribute.stored != null) {
                // what was there before is not what the application has set
                delta.removed.add(SessionSnapshot.ATTRIBUTE + name);
            }
            attribute.set = false;
            return null;
        }
    }

    /** The server has what the delta says. */
    synchronized SessionSnapshot committed(Delta delta, SessionState state) {
        SessionSnapshot before = base;
        Map<String, byte[]> stored = new HashMap<>(before == null ? Map.of() : before.attributes());
        byte[] user = before == null ? null : before.principal();
        for (String field : delta.removed) {
            if (field.equals(SessionSnapshot.PRINCIPAL)) {
                user = null;
            } else {
                stored.remove(field.substring(SessionSnapshot.ATTRIBUTE.length()));
                removed.remove(field.substring(SessionSnapshot.ATTRIBUTE.length()));
            }
        }
        for (Map.Entry<String, byte[]> field : delta.written.entrySet()) {
            if (field.getKey().equals(SessionSnapshot.PRINCIPAL)) {
                user = field.getValue();
            } else {
                String name = field.getKey().substring(SessionSnapshot.ATTRIBUTE.length());
                stored.put(name, field.getValue());
                Attribute attribute = attributes.get(name);
                if (attribute != null) {
                    attribute.stored = field.getValue();
                    attribute.set = false;
                }
            }
        }
        intervalChanged = false;
        storedPrincipal = principal();
        storedPrincipalKnown = true;
        principalChanged = false;
        if (before == null) {
            // until now it was by the clock of this node
            createdAt = state.accessedAt();
            accessedAt = state.accessedAt();
        }
        base = new SessionSnapshot(uuid, createdAt, state, user, Collections.unmodifiableMap(stored));
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
