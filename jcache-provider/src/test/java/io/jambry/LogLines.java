// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class, or one package, logs from now on until it is closed: warnings and worse. */
public final class LogLines extends Handler implements AutoCloseable {

    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();

    /** Held, since a logger that nobody holds loses its handlers. */
    private final Logger logger;

    private LogLines(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    public static LogLines of(String name) {
        return new LogLines(name);
    }

    public List<LogRecord> all() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            lines.add(line);
        }
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
