// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WorkloadProcess}, as seen by the JVM that starts it.
 *
 * <p>It opens an existing cache, waits for {@link #go}, and tells its history when the workload has ended. It ends with this
 * JVM, even if that is killed. What it writes to its standard error appears on ours.
 *
 * <p>Confined to one thread.
 */
public final class WorkloadJvm implements AutoCloseable {

    private static final int START_SECONDS = 60;

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    private WorkloadJvm(Process process) {
        this.process = process;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a JVM.
     *
     * @param url where the entries are, password included; goes through the environment, which others cannot read
     * @param settings further settings of the manager, without {@code jambry.}, such as {@code namespace}
     * @param cache the name of a cache that exists there
     * @param workload what to do
     * @return the JVM, which is starting; to be closed
     * @throws IOException if there can be no process
     */
    public static WorkloadJvm start(String url, Map<String, String> settings, String cache, WorkloadSettings workload)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WorkloadProcess.class.getName(),
                cache,
                workload.text());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(WorkloadProcess.URL_VARIABLE, url);
        settings.forEach((key, value) -> builder.environment().put(WorkloadProcess.SETTINGS_VARIABLE + key, value));
        return new WorkloadJvm(builder.start());
    }

    /**
     * The JVM, to be paused or killed.
     *
     * @return its process id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Waits until the JVM has opened the cache.
     *
     * @throws IOException if it ended instead, or takes longer than a minute
     */
    public void awaitReady() throws IOException {
        String line = within(START_SECONDS, output::readLine);
        if (!WorkloadProcess.READY.equals(line)) {
            throw new IOException("the workload's JVM did not open the cache; its standard error tells why");
        }
    }

    /**
     * Lets the workload begin.
     *
     * @throws IOException if the JVM has ended
     */
    public void go() throws IOException {
        tell(WorkloadProcess.GO);
    }

    /**
     * Ends the workload before its time.
     *
     * @throws IOException if the JVM has ended
     */
    public void stop() throws IOException {
        tell(WorkloadProcess.STOP);
    }

    /**
     * Waits for the end of the workload.
     *
     * @param seconds how long at most
     * @return what its threads saw
     * @throws IOException if the JVM ended without telling all, or takes longer
     */
    public History history(int seconds) throws IOException {
        List<String> lines = within(seconds, () -> output.lines().toList());
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(WorkloadProcess.END)) {
            throw new IOException("the workload's JVM ended before it told its history; its standard error tells why");
        }
        return History.parse(lines.stream());
    }

    /** Ends the JVM by force, if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void tell(String word) throws IOException {
        input.write(word + "\n");
        input.flush();
    }

    /** Reads in a thread of its own, which ends at the latest with the process. */
    private static <T extends @Nullable Object> T within(int seconds, Callable<T> reading) throws IOException {
        FutureTask<T> result = new FutureTask<>(reading);
        Thread reader = new Thread(result, "workload-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the workload's JVM said nothing for " + seconds + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("the output of the workload's JVM cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the workload's JVM was running", e);
        }
    }
}
