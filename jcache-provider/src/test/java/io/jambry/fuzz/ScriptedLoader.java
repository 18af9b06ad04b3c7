// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** A loader that does what the turn says. */
final class ScriptedLoader implements CacheLoader<String, String> {

    private final Stage stage;

    ScriptedLoader(Stage stage) {
        this.stage = stage;
    }

    @Override
    public @Nullable String load(String key) {
        stage.loading(List.of(key));
        return answer(key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
        List<String> asked = new ArrayList<>();
        keys.forEach(asked::add);
        stage.loading(asked);
        Map<String, String> answers = new HashMap<>();
        for (String key : asked) {
            String answer = answer(key);
            if (answer != null) {
                answers.put(key, answer);
            }
        }
        return answers;
    }

    private @Nullable String answer(String key) {
        int operation = stage.operation();
        return switch (stage.turn().loading()) {
            case VALUE -> "l" + operation + key;
            case SOME -> (operation + key.hashCode()) % 2 == 0 ? "l" + operation + key : null;
            case NOTHING -> null;
            case FAIL -> throw new ScriptedFailure("loader");
            case FAIL_KNOWN -> throw new CacheLoaderException(ScriptedFailure.PREFIX + "loader");
        };
    }
}
