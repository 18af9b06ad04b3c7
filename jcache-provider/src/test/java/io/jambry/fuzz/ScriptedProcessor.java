// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.List;
import java.util.StringJoiner;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** A processor that does its steps and answers what it saw. */
final class ScriptedProcessor implements EntryProcessor<String, String, String> {

    private final Stage stage;
    private final List<Step> steps;
    private final boolean silent;
    private final boolean readThrough;

    ScriptedProcessor(Stage stage, Operation operation, boolean readThrough) {
        this.stage = stage;
        this.steps = operation.steps();
        this.silent = operation.flag();
        this.readThrough = readThrough;
    }

    @Override
    public @Nullable String process(MutableEntry<String, String> entry, Object... arguments) {
        Passage passage = new Passage(entry);
        steps.forEach(passage::take);
        passage.end();
        return silent ? null : passage.seen.toString();
    }

    /** One run over one entry; knows enough of it to help the reference where it departs. */
    private final class Passage {

        private final MutableEntry<String, String> entry;
        private final StringJoiner seen = new StringJoiner(",", "[", "]");
        private final boolean existed;
        private boolean loaded;
        private boolean created;
        private boolean removed;
        private boolean deleting;

        Passage(MutableEntry<String, String> entry) {
            this.entry = entry;
            this.existed = entry.exists();
        }

        void take(Step step) {
            switch (step.action()) {
                case EXISTS -> seen.add(String.valueOf(entry.exists()));
                case GET -> seen.add(get());
                case SET -> {
                    entry.setValue(step.tag() + entry.getKey());
                    created = !existed;
                    removed = false;
                    deleting = false;
                }
                case REMOVE -> remove();
                case FAIL -> throw new ScriptedFailure("processor");
                case FAIL_KNOWN -> throw new CacheException(ScriptedFailure.PREFIX + "processor");
                case FAIL_PROCESSOR -> throw new EntryProcessorException(ScriptedFailure.PREFIX + "processor");
            }
        }

        private @Nullable String get() {
            if (removed && readThrough && stage.allowances().excuse(Departure.PROCESSOR_LOADS_REMOVED)) {
                return null;
            }
            String value = entry.getValue();
            loaded |= !existed && !created && !removed && value != null;
            return value;
        }

        private void remove() {
            entry.remove();
            deleting = existed || !created && !loaded;
            if (loaded && stage.allowances().excuse(Departure.PROCESSOR_REMOVES_LOADED)) {
                entry.remove();
                deleting = true;
            }
            created = false;
            removed = true;
        }

        void end() {
            if (deleting && !existed && stage.allowances().cover(Departure.PROCESSOR_REMOVES_ABSENT)) {
                stage.removedAbsent(entry.getKey());
            }
        }
    }
}
