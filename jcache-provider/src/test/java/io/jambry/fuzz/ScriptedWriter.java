// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.Collection;
import java.util.Iterator;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** A writer that does what the turn says. */
final class ScriptedWriter implements CacheWriter<String, String> {

    private final Stage stage;

    ScriptedWriter(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
        one("write " + entry.getKey() + "=" + entry.getValue());
    }

    @Override
    public void delete(Object key) {
        one("delete " + key);
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
        many(
                entries,
                entry -> String.valueOf(entry.getKey()),
                entry -> "write " + entry.getKey() + "=" + entry.getValue());
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        // those that have expired are not for us
        if (keys.removeIf(key -> !stage.writes(String.valueOf(key)))) {
            stage.allowances().excuse(Departure.REMOVE_ALL_DELETES_EXPIRED);
        }
        many(keys, String::valueOf, key -> "delete " + key);
    }

    private void one(String call) {
        stage.writing(call);
        switch (stage.turn().writing()) {
            case FAIL -> throw new ScriptedFailure("writer");
            case FAIL_KNOWN -> throw new CacheWriterException(ScriptedFailure.PREFIX + "writer");
            case ALL, SOME, SOME_THEN_FAIL -> {
                // done
            }
        }
    }

    private <T> void many(Collection<T> work, Function<? super T, String> key, Function<? super T, String> call) {
        if (work.isEmpty()) {
            return;
        }
        work.forEach(item -> stage.writing(call.apply(item)));
        switch (stage.turn().writing()) {
            case ALL -> work.clear();
            case SOME -> some(work, key);
            case SOME_THEN_FAIL -> {
                some(work, key);
                throw new ScriptedFailure("writer");
            }
            case FAIL -> throw new ScriptedFailure("writer");
            case FAIL_KNOWN -> {
                if (stage.allowances().excuse(Departure.WRITE_ALL_SWALLOWS)) {
                    throw new ScriptedFailure("writer");
                }
                throw new CacheWriterException(ScriptedFailure.PREFIX + "writer");
            }
        }
    }

    private <T> void some(Collection<T> work, Function<? super T, String> key) {
        for (Iterator<T> items = work.iterator(); items.hasNext(); ) {
            if ((stage.operation() + key.apply(items.next()).hashCode()) % 2 == 0) {
                items.remove();
            }
        }
    }
}
