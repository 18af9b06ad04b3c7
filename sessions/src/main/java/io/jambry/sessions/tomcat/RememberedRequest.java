// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.tomcat.util.buf.ByteChunk;
import org.jspecify.annotations.Nullable;

/**
 * The request that a form login interrupts, as words that every node can read: each begins with a letter that says what it is. The cookie
 * of the session is left out, for it has an id in it, and so are headers that authenticate.
 */
final class RememberedRequest {

    private static final Set<String> SECRET_HEADERS = Set.of("cookie", "authorization", "proxy-authorization");

    private RememberedRequest() {}

    static String[] words(SavedRequest request, String sessionCookie) {
        List<String> words = new ArrayList<>();
        add(words, 'm', request.getMethod());
        add(words, 'u', request.getRequestURI());
        add(words, 'd', request.getDecodedRequestURI());
        add(words, 'q', request.getQueryString());
        add(words, 't', request.getContentType());
        Integer interval = request.getOriginalMaxInactiveIntervalOptional();
        add(words, 'i', interval == null ? null : interval.toString());
        ByteChunk body = request.getBody();
        if (body != null) {
            byte[] bytes = Arrays.copyOfRange(body.getBytes(), body.getStart(), body.getEnd());
            add(words, 'b', Base64.getEncoder().encodeToString(bytes));
        }
        request.getLocales().forEachRemaining(locale -> add(words, 'l', locale.toLanguageTag()));
        request.getCookies().forEachRemaining(cookie -> {
            if (!cookie.getName().equals(sessionCookie)) {
                add(words, 'c', cookie.getName() + '=' + cookie.getValue());
            }
        });
        request.getHeaderNames().forEachRemaining(name -> {
            if (!SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                Iterator<String> values = request.getHeaderValues(name);
                values.forEachRemaining(value -> add(words, 'h', name + ':' + value));
            }
        });
        return words.toArray(String[]::new);
    }

    private static void add(List<String> words, char what, @Nullable String text) {
        if (text != null) {
            words.add(what + text);
        }
    }

    static SavedRequest of(String[] words) {
        SavedRequest request = new SavedRequest();
        for (String word : words) {
            String text = word.substring(1);
            switch (word.charAt(0)) {
                case 'm' -> request.setMethod(text);
                case 'u' -> request.setRequestURI(text);
                case 'd' -> request.setDecodedRequestURI(text);
                case 'q' -> request.setQueryString(text);
                case 't' -> request.setContentType(text);
                case 'i' -> request.setOriginalMaxInactiveInterval(Integer.parseInt(text));
                case 'b' -> request.setBody(body(Base64.getDecoder().decode(text)));
                case 'l' -> request.addLocale(Locale.forLanguageTag(text));
                case 'c' -> {
                    int end = text.indexOf('=');
                    request.addCookie(new Cookie(text.substring(0, end), text.substring(end + 1)));
                }
                case 'h' -> {
                    int end = text.indexOf(':');
                    request.addHeader(text.substring(0, end), text.substring(end + 1));
                }
                default -> {
                    // what a later release has added
                }
            }
        }
        return request;
    }

    private static ByteChunk body(byte[] bytes) {
        ByteChunk body = new ByteChunk();
        try {
            body.append(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException("a chunk without a limit takes everything", e);
        }
        return body;
    }
}
