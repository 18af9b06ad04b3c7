// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisScriptTest {

    private static final Pattern KEY = Pattern.compile("KEYS\\[(\\d)]");

    @Test
    void scripts_files_areThoseOfTheEnum() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(RedisScript.class.getResource("get-ttl.lua"))
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".lua")))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(RedisScript.values())
                            .map(RedisScript::fileName)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(RedisScript.class)
    void script_text_saysWhatItDoesAndUsesItsKeys(RedisScript script) {
        String text = new String(script.text(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("--[[ ").contains("\n     KEYS[1] ", "\n     returns ");
        TreeSet<String> used = new TreeSet<>();
        KEY.matcher(text).results().map((MatchResult found) -> found.group(1)).forEach(used::add);
        assertThat(used).hasSize(script.keys()).last().isEqualTo(String.valueOf(script.keys()));
    }

    @ParameterizedTest
    @EnumSource(RedisScript.class)
    void script_digest_isTheServers(RedisScript script) {
        try (RedisLink link = RedisLink.open(TestServer.settings().withPoolSize(1))) {
            byte[] loaded = link.call(link.commands().scriptLoad(script.text(), new byte[0]));
            assertThat(script.digest()).isEqualTo(loaded);
        }
    }
}
