// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConfigurationException;
import io.jambry.ManagerSettings;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The executors of a container that a manager is set to use, as JNDI knows them: {@code ManagedExecutorService} and
 * {@code ManagedScheduledExecutorService} of Jakarta Concurrency are executors of the JDK. They belong to the container.
 *
 * @param executor runs what the manager does in the background, if it is set
 * @param scheduler runs what has to be done from time to time, if it is set
 */
record ManagedThreads(Optional<ExecutorService> executor, Optional<ScheduledExecutorService> scheduler) {

    /** Looks them up, by names such as {@code java:comp/DefaultManagedExecutorService}. */
    static ManagedThreads of(ManagerSettings settings) {
        return new ManagedThreads(
                settings.managedExecutor().map(name -> find("managed-executor", name, ExecutorService.class)),
                settings.managedScheduler()
                        .map(name -> find("managed-scheduler", name, ScheduledExecutorService.class)));
    }

    @SuppressWarnings("BanJNDI") // the setting lets only names in java: pass, which no other host answers
    private static <T> T find(String setting, String name, Class<T> type) {
        Object found;
        try {
            found = InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new ConfigurationException(
                    "setting '" + setting + "' is '" + name + "', where JNDI finds nothing (" + e + "); name a "
                            + type.getSimpleName()
                            + " that this application can look up, or leave it out for threads of our"
                            + " own",
                    e);
        }
        if (!type.isInstance(found)) {
            throw new ConfigurationException("setting '" + setting + "' is '" + name + "', where JNDI has a "
                    + (found == null ? "null" : found.getClass().getName()) + " instead of a " + type.getName());
        }
        return type.cast(found);
    }
}
