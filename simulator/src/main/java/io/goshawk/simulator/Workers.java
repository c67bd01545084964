package io.goshawk.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Threads that share the events of a run, in chunks.
final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    Workers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("simulator-", 0).factory());
    }

    /// Runs events `from` to `to`.
    @FunctionalInterface
    interface Chunk {
        void run(int from, int to);
    }

    /// Runs `rows` events, at most `chunk` at a time.
    /// @param worker makes what one thread works with
    void run(int rows, int chunk, Supplier<Chunk> worker) {
        int chunks = (rows + chunk - 1) / chunk;
        AtomicInteger next = new AtomicInteger();
        Runnable loop = () -> {
            Chunk mine = worker.get();
            for (int i = next.getAndIncrement(); i < chunks; i = next.getAndIncrement()) {
                mine.run(i * chunk, (int) Math.min(rows, (i + 1L) * chunk));
            }
        };
        if (threads == 1 || chunks < 2) {
            loop.run();
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, chunks); i++) {
            running.add(executor.submit(loop));
        }
        running.forEach(Workers::await);
    }

    /// Runs `task` on every thread at the same time, each with its number.
    void together(java.util.function.IntConsumer task) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            int thread = i;
            running.add(executor.submit(() -> task.accept(thread)));
        }
        task.accept(0);
        running.forEach(Workers::await);
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
