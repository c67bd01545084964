package io.goshawk.cli.conform;

import io.goshawk.frontend.ModelOutline;
import io.goshawk.frontend.OperatorName;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/// Runs conformance cases, each in a thread of its own, so that one that crashes or does not end is a wrong result
/// and not the end of the run.
///
/// @param limit the time that a case may take
public record Conformance(Duration limit) {
    private static final int LANES = 2;
    private static final long STACK_BYTES = 1L << 20;

    /// What became of a case.
    ///
    /// @param operators those of the model's nodes, in order; none where it is no model
    /// @param opset the version of the domain of the operator that the case is about, 0 where none is stated
    public record Result(Subject subject, List<OperatorName> operators, long opset, Verdict verdict) {
        public Result {
            operators = List.copyOf(operators);
        }

        public TestCase test() {
            return subject.test();
        }

        Result with(Verdict other) {
            return new Result(subject, operators, opset, other);
        }
    }

    /// {@return what became of each of `cases`, in their order}
    /// @param progress is told how many are done
    public List<Result> run(List<Subject> cases, IntConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<Result>> pending = new ArrayList<>();
            for (Subject subject : cases) {
                pending.add(lanes.submit(() -> {
                    Result result = run(subject);
                    progress.accept(done.incrementAndGet());
                    return result;
                }));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> result : pending) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the conformance run was cut off", e);
        }
    }

    /// A thread that does not end is left behind: a daemon, it ends with the process.
    private Result run(Subject subject) throws InterruptedException {
        Verdict late = new Verdict.Wrong("no result within " + limit.toMillis() / 1000.0 + " s");
        AtomicReference<Result> result = new AtomicReference<>(new Result(subject, List.of(), 0, late));
        Thread thread =
                new Thread(null, () -> judge(result), "case " + subject.test().name(), STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        thread.join(limit.toMillis());
        return result.get();
    }

    /// Puts what becomes of the case into `result`.
    private static void judge(AtomicReference<Result> result) {
        TestCase test = result.get().test();
        Verdict verdict;
        try {
            byte[] model = test.model().read();
            ModelOutline outline = ModelOutline.of(model, test.model().name());
            Subject subject = result.get().subject();
            long opset = outline.opsets().getOrDefault(subject.operator().domain(), 0L);
            result.set(new Result(subject, outline.nodes(), opset, result.get().verdict()));
            verdict = new CaseRun(test, model, outline).run();
        } catch (Refusal refusal) {
            verdict = new Verdict.Refused(refusal.diagnostics());
        } catch (IOException e) {
            verdict = new Verdict.Wrong("it cannot be read: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError crash) {
            verdict = new Verdict.Wrong("crash: " + crash + at(crash));
        }
        result.set(result.get().with(verdict));
    }

    private static String at(Throwable crash) {
        return crash.getStackTrace().length == 0 ? "" : " at " + crash.getStackTrace()[0];
    }
}
