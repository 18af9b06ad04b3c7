// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.tomcat.util.buf.ByteChunk;
import org.junit.jupiter.api.Test;

class RememberedRequestTest {

    @Test
    void request_writtenAndRead_hasAllButWhatIsSecret() throws Exception {
        SavedRequest request = new SavedRequest();
        request.setMethod("POST");
        request.setRequestURI("/app/a%20b");
        request.setDecodedRequestURI("/app/a b");
        request.setQueryString("a=1&b=");
        request.setContentType("text/plain");
        request.setOriginalMaxInactiveInterval(1800);
        byte[] body = "a body: ä".getBytes(StandardCharsets.UTF_8);
        ByteChunk chunk = new ByteChunk();
        chunk.append(body, 0, body.length);
        request.setBody(chunk);
        request.addLocale(Locale.GERMANY);
        request.addLocale(Locale.ENGLISH);
        request.addCookie(new Cookie("theme", "dark=yes"));
        request.addCookie(new Cookie("SESSION", "id-of-the-session"));
        request.addHeader("X-Time", "12:30");
        request.addHeader("X-Time", "12:31");
        request.addHeader("cookie", "SESSION=id-of-the-session");
        request.addHeader("Authorization", "Basic abc");

        String[] words = RememberedRequest.words(request, "SESSION");
        SavedRequest read = RememberedRequest.of(words);

        assertThat(words).noneMatch(word -> word.contains("id-of-the-session") || word.contains("Basic"));
        assertThat(List.of(
                        read.getMethod(),
                        read.getRequestURI(),
                        read.getDecodedRequestURI(),
                        read.getQueryString(),
                        read.getContentType(),
                        read.getOriginalMaxInactiveIntervalOptional()))
                .containsExactly("POST", "/app/a%20b", "/app/a b", "a=1&b=", "text/plain", 1800);
        assertThat(new String(
                        read.getBody().getBytes(),
                        read.getBody().getStart(),
                        read.getBody().getLength(),
                        StandardCharsets.UTF_8))
                .isEqualTo("a body: ä");
        List<Locale> locales = new ArrayList<>();
        read.getLocales().forEachRemaining(locales::add);
        assertThat(locales).containsExactly(Locale.GERMANY, Locale.ENGLISH);
        List<String> cookies = new ArrayList<>();
        read.getCookies().forEachRemaining(cookie -> cookies.add(cookie.getName() + " " + cookie.getValue()));
        assertThat(cookies).containsExactly("theme dark=yes");
        List<String> times = new ArrayList<>();
        read.getHeaderValues("X-Time").forEachRemaining(times::add);
        assertThat(times).containsExactly("12:30", "12:31");
        List<String> headers = new ArrayList<>();
        read.getHeaderNames().forEachRemaining(headers::add);
        assertThat(headers).hasSize(1);
    }

    @Test
    void request_withNothing_isReadAsSuch() {
        SavedRequest read = RememberedRequest.of(RememberedRequest.words(new SavedRequest(), "SESSION"));

        assertThat(read.getQueryString()).isNull();
        assertThat(read.getBody()).isNull();
        assertThat(read.getOriginalMaxInactiveIntervalOptional()).isNull();
    }
}
