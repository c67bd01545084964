package io.goshawk.boards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PartsTest {
    @TestFactory
    Stream<DynamicTest> everyPartIsPlausible() {
        assertThat(Parts.all()).hasSizeGreaterThan(3);
        return Parts.all().stream()
                .map(part -> DynamicTest.dynamicTest(part.name(), () -> {
                    assertThat(part.flipFlops()).isEqualTo(2 * part.luts());
                    assertThat(part.dsps()).isBetween(1, part.luts() / 50);
                    assertThat(part.blockRams()).isBetween(1, part.luts() / 100);
                    assertThat(part.yosysFamily()).isIn("xcup", "xcu", "xc7");
                    assertThat(part.timing().level())
                            .isGreaterThan(10 * part.timing().carryPerBit());
                    assertThat(part.source()).isNotBlank();
                }));
    }

    @Test
    void aPartIsFoundByNameAndByBoard() {
        assertThat(Parts.find("XC7Z020CLG400-1")).map(Part::family).contains("Zynq-7000");
        assertThat(Parts.find("pynq-z2")).map(Part::name).contains("xc7z020clg400-1");
        assertThat(Parts.find("")).isEmpty();
        assertThat(Parts.find("no-such-board")).isEmpty();
        assertThat(Parts.find(Parts.DEFAULT_NAME)).isPresent();
    }
}
