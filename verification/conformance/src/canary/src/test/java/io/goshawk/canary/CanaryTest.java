package io.goshawk.canary;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A golden as the real ones are: a dynamic test whose source is a file. It passes only where it is told to.
class CanaryTest {
    @TestFactory
    Stream<DynamicTest> goldens() {
        return Stream.of(dynamicTest(
                "wrong.ghk",
                Path.of("wrong.ghk").toUri(),
                () -> assertTrue(Boolean.getBoolean("canary.sings"), "the canary is dead")));
    }
}
