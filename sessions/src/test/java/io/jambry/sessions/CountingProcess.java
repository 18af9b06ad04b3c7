// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.Map;

/**
 * A node in a process of its own, to be killed: counts in some sessions by turns, and prints the number of the session and the count after
 * each commit that was acknowledged. Begins with the ids of the sessions. It sweeps, too.
 */
final class CountingProcess {

    static final int SESSIONS = 20;

    private CountingProcess() {}

    public static void main(String[] arguments) {
        SessionSettings settings = SessionSettings.of(arguments[0]);
        Node node = Node.of(settings, Map.of("url", arguments[1], "password", System.getenv("COUNTING_PASSWORD")));
        SessionRepository sessions = node.sessions();
        String[] ids = new String[SESSIONS];
        for (int i = 0; i < SESSIONS; i++) {
            ids[i] = Node.newId();
            sessions.commit(sessions.create(ids[i], 1800));
            System.out.println("id " + ids[i]);
        }
        SessionSweeper.start(sessions, session -> {});
        for (int turn = 0; ; turn++) {
            int which = turn % SESSIONS;
            SessionData session = sessions.find(ids[which]).orElseThrow();
            int count = session.attributes().merge("count", 1, (a, b) -> (Integer) a + (Integer) b)
                            instanceof Integer number
                    ? number
                    : 0;
            sessions.commit(session);
            System.out.println("count " + which + " " + count);
        }
    }
}
