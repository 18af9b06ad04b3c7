// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionManagerImple;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheKeyExclude;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of caches within transactions of a real transaction manager. */
class TransactionsTest {

    private final TransactionManager transactions = new TransactionManagerImple();
    private Container container = Container.of(Registry.class, Titles.class);

    @AfterEach
    void undeploy() throws Exception {
        if (transactions.getTransaction() != null) {
            transactions.rollback();
        }
        container.close();
    }

    @ApplicationScoped
    static class Registry {

        @Produces
        TransactionSynchronizationRegistry registry() {
            return new TransactionSynchronizationRegistryImple();
        }
    }

    /** A database that does not know transactions, which tests do not need. */
    @ApplicationScoped
    static class Titles {

        private final ConcurrentMap<Long, String> database = new ConcurrentHashMap<>();

        void write(long isbn, String title) {
            database.put(isbn, title);
        }

        @Cached(cache = "titles", tags = "catalogue")
        public String title(long isbn) {
            return database.getOrDefault(isbn, "none");
        }

        @CachedBatch(cache = "titles")
        public Map<Long, String> titles(Collection<Long> isbns) {
            return isbns.stream().collect(Collectors.toMap(isbn -> isbn, isbn -> database.getOrDefault(isbn, "none")));
        }

        @Cached(cache = "others")
        public String other(long isbn) {
            return database.getOrDefault(isbn, "none");
        }

        @CacheUpdate(cache = "titles")
        public String rename(long isbn, @CacheKeyExclude String title) {
            database.put(isbn, title);
            return title;
        }

        @CacheUpdate(cache = "titles", afterCommit = false)
        public String renameAtOnce(long isbn, @CacheKeyExclude String title) {
            database.put(isbn, title);
            return title;
        }

        @CacheEvict(cache = "titles")
        public void forget(long isbn) {}

        @CacheEvict(cache = "titles", afterCommit = false)
        public void forgetAtOnce(long isbn) {}

        @CacheEvict(cache = "titles", before = true)
        public void forgetBefore(long isbn) {}

        @CacheEvict(cache = "titles")
        public CompletionStage<Void> forgetLater(long isbn, @CacheKeyExclude CompletionStage<Void> end) {
            return end;
        }

        @CacheEvict(tag = "catalogue")
        public void forgetCatalogue() {}

        @CacheResult(cacheName = "standard")
        public String standard(long isbn) {
            return database.getOrDefault(isbn, "none");
        }

        @CachePut(cacheName = "standard")
        public void put(long isbn, @CacheValue String title) {
            database.put(isbn, title);
        }

        @CacheRemove(cacheName = "standard")
        public void remove(long isbn) {}

        @CacheRemoveAll(cacheName = "standard")
        public void removeAll() {}

        @CacheRemove(cacheName = "standard", evictFor = IllegalStateException.class)
        public void removeAndFail(long isbn) {
            throw new IllegalStateException("as asked");
        }
    }

    private Titles titles() {
        return container.get(Titles.class);
    }

    @Test
    void evict_inATransaction_waitsForItsCommit() throws Exception {
        titles().write(1, "old");
        assertThat(titles().title(1)).isEqualTo("old");

        transactions.begin();
        titles().write(1, "new");
        titles().forget(1);
        assertThat(inAnotherThread(() -> titles().title(1))).isEqualTo("old");
        transactions.commit();

        assertThat(titles().title(1)).isEqualTo("new");
    }

    @Test
    void evict_inATransactionThatIsRolledBack_isDropped() throws Exception {
        titles().write(1, "old");
        titles().title(1);

        transactions.begin();
        titles().write(1, "new");
        titles().forget(1);
        transactions.rollback();

        titles().write(1, "unseen, since the entry has stayed");
        assertThat(titles().title(1)).isEqualTo("old");
    }

    @Test
    void evict_inATransactionThatCanOnlyBeRolledBack_isDropped() throws Exception {
        titles().write(1, "old");
        titles().title(1);

        transactions.begin();
        transactions.setRollbackOnly();
        titles().forget(1);
        assertThatThrownBy(transactions::commit).isInstanceOf(RollbackException.class);

        titles().write(1, "unseen, since the entry has stayed");
        assertThat(titles().title(1)).isEqualTo("old");
    }

    @Test
    void evict_atOnce_orBefore_doesNotWait() throws Exception {
        titles().write(1, "old");
        titles().write(2, "old");
        titles().titles(List.of(1L, 2L));

        transactions.begin();
        titles().write(1, "new");
        titles().write(2, "new");
        titles().forgetAtOnce(1);
        titles().forgetBefore(2);
        assertThat(inAnotherThread(() -> titles().title(1))).isEqualTo("new");
        assertThat(inAnotherThread(() -> titles().title(2))).isEqualTo("new");
        transactions.rollback();
    }

    @Test
    void transactionThatHasPutChangesOff_readsWhatItHasWritten_andStoresNothing() throws Exception {
        titles().write(1, "old");
        titles().title(1);
        titles().other(1);

        transactions.begin();
        titles().write(1, "uncommitted");
        titles().write(2, "uncommitted");
        titles().forget(1);
        assertThat(titles().title(1)).isEqualTo("uncommitted");
        assertThat(titles().titles(List.of(1L, 2L))).isEqualTo(Map.of(1L, "uncommitted", 2L, "uncommitted"));
        assertThat(titles().other(1)).as("of another cache").isEqualTo("old");
        titles().write(1, "old");
        titles().write(2, "committed");
        transactions.rollback();

        assertThat(titles().title(1)).isEqualTo("old");
        assertThat(titles().title(2)).isEqualTo("committed");
    }

    @Test
    void evictByTag_inATransaction_waitsForItsCommit() throws Exception {
        titles().write(1, "old");
        titles().title(1);
        titles().other(1);

        transactions.begin();
        titles().write(1, "new");
        titles().forgetCatalogue();
        assertThat(inAnotherThread(() -> titles().title(1))).isEqualTo("old");
        assertThat(titles().title(1)).isEqualTo("new");
        assertThat(titles().other(1))
                .as("any cache may have results with the tag")
                .isEqualTo("new");
        transactions.commit();

        assertThat(titles().title(1)).isEqualTo("new");
        assertThat(titles().other(1)).isEqualTo("old");
    }

    @Test
    void update_inATransaction_waitsForItsCommit_andIsDroppedWithIt() throws Exception {
        titles().rename(1, "old");

        transactions.begin();
        titles().rename(1, "new");
        assertThat(inAnotherThread(() -> titles().title(1))).isEqualTo("old");
        transactions.commit();
        assertThat(titles().title(1)).isEqualTo("new");

        transactions.begin();
        titles().rename(1, "dropped");
        transactions.rollback();
        assertThat(titles().title(1)).isEqualTo("new");

        transactions.begin();
        titles().renameAtOnce(1, "at once");
        assertThat(inAnotherThread(() -> titles().title(1))).isEqualTo("at once");
        transactions.rollback();
    }

    @Test
    void standardAnnotations_inATransaction_waitForItsCommit() throws Exception {
        titles().put(1, "old");
        titles().put(2, "old");
        titles().put(3, "old");

        transactions.begin();
        titles().put(1, "new");
        titles().write(2, "new");
        titles().remove(2);
        assertThat(inAnotherThread(() -> titles().standard(1))).isEqualTo("old");
        assertThat(inAnotherThread(() -> titles().standard(2))).isEqualTo("old");
        assertThat(titles().standard(2)).isEqualTo("new");
        transactions.commit();
        assertThat(titles().standard(1)).isEqualTo("new");
        assertThat(titles().standard(2)).isEqualTo("new");

        transactions.begin();
        titles().put(1, "dropped");
        titles().removeAll();
        transactions.rollback();
        titles().write(3, "unseen, since the entry has stayed");
        assertThat(titles().standard(1)).isEqualTo("new");
        assertThat(titles().standard(3)).isEqualTo("old");
    }

    @Test
    void removalForAFailure_isDoneAtOnce() throws Exception {
        titles().put(1, "old");

        transactions.begin();
        titles().write(1, "new");
        assertThatThrownBy(() -> titles().removeAndFail(1)).hasMessage("as asked");
        assertThat(titles().standard(1)).isEqualTo("new");
        transactions.rollback();
    }

    @Test
    void stageThatIsDoneOutsideOfTheTransaction_isFollowedAtOnce() throws Exception {
        titles().write(1, "old");
        titles().title(1);
        CompletableFuture<Void> end = new CompletableFuture<>();

        transactions.begin();
        titles().write(1, "new");
        CompletionStage<Void> forgotten = titles().forgetLater(1, end);
        inAnotherThread(() -> end.complete(null));

        assertThat(forgotten.toCompletableFuture()).isCompleted();
        assertThat(titles().title(1)).isEqualTo("new");
        transactions.rollback();
    }

    @Test
    void afterCommit_off_changesAtOnce() throws Exception {
        container.close();
        container = Container.with(Map.of("jambry.cdi.after-commit", "false"), Registry.class, Titles.class);
        titles().put(1, "old");

        transactions.begin();
        titles().put(1, "new");
        assertThat(inAnotherThread(() -> titles().standard(1))).isEqualTo("new");
        transactions.rollback();
    }

    @Test
    void afterCommit_failing_isLogged_andTheCallerHasCommitted() throws Exception {
        try (Server server = Server.own();
                Log log = new Log("io.jambry.cdi")) {
            container.close();
            container = Container.with(server.settings(), Registry.class, Titles.class);
            titles().write(1, "old");
            titles().title(1);

            transactions.begin();
            titles().forget(1);
            server.refuseRemovals(true);
            transactions.commit();
            server.refuseRemovals(false);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARNING after a transaction: " + Titles.class.getName()
                                    + "#forget: evicting from cache 'titles' failed, so a stale value may stay there until it expires")
                    .contains("(the caller was not told)");
            container.close();
            container = Container.of(Registry.class, Titles.class);
        }
    }

    @Test
    void registryOfTheServer_isFoundByItsName() throws Exception {
        container.close();
        container = Container.with(Map.of("java.naming.factory.initial", OneName.class.getName()), Titles.class);
        titles().write(1, "old");
        titles().title(1);

        transactions.begin();
        titles().forget(1);
        assertThat(titles().title(1)).isEqualTo("old");
        titles().write(1, "new");
        assertThat(inAnotherThread(() -> titles().title(1))).isEqualTo("old");
        transactions.commit();

        assertThat(titles().title(1)).isEqualTo("new");
    }

    private static <T> T inAnotherThread(java.util.function.Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task).start())
                .join();
    }
}
