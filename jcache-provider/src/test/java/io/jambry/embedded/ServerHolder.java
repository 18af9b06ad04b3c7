// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

/** The main program of a JVM that starts a server, tells its process id and waits to be killed. */
final class ServerHolder {

    private ServerHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
        System.out.println(server.pid());
        Thread.sleep(60_000);
    }
}
