package io.goshawk.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A bar on standard error where that is a terminal, else nothing.
final class Progress implements AutoCloseable {
    private final Optional<ProgressBar> bar;

    /// @param total how many steps there are
    Progress(String task, long total) {
        this.bar = isTerminal()
                ? Optional.of(new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .clearDisplayOnFinish()
                        .build())
                : Optional.empty();
    }

    /// Says that `done` steps are done.
    void at(int done) {
        bar.ifPresent(shown -> {
            if (done > shown.getCurrent()) {
                shown.stepTo(done);
            }
        });
    }

    /// Java knows whether standard input and output are terminals; of standard error Linux says where it goes.
    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).startsWith("/dev/pts");
        } catch (java.io.IOException | RuntimeException _) {
            return false;
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
