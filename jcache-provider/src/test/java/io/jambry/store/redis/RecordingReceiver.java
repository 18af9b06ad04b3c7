// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.ChangeReceiver;
import io.jambry.spi.StoredChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Writes down what a feed tells, and says at once that it was heard, unless it is told to keep silent. */
final class RecordingReceiver implements ChangeReceiver {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final List<StoredChange> told = new CopyOnWriteArrayList<>();
    final List<String> missed = new CopyOnWriteArrayList<>();
    volatile boolean silent;
    volatile List<RuntimeException> failures = List.of();

    @Override
    public void told(List<StoredChange> changes, Consumer<List<RuntimeException>> heard) {
        told.addAll(changes);
        if (!silent) {
            heard.accept(failures);
        }
    }

    @Override
    public void missed(String reason) {
        missed.add(reason);
    }

    void awaitTold(int count) {
        Awaitility.await(count + " changes to be told").atMost(PATIENCE).until(() -> told.size() >= count);
    }

    void awaitMissed(int count) {
        Awaitility.await(count + " gaps to be told").atMost(PATIENCE).until(() -> missed.size() >= count);
    }

    /** The changes, such as {@code UPDATED k=new (old)}. */
    List<String> shown() {
        return told.stream().map(RecordingReceiver::shown).toList();
    }

    private static String shown(StoredChange change) {
        String value = change.value() == null ? "" : "=" + text(change.value());
        String old = change.oldValue() == null ? "" : " (" + text(change.oldValue()) + ")";
        return change.kind() + " " + text(change.key()) + value + old;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
