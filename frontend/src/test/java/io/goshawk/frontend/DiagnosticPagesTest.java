package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.diag.Code;
import io.goshawk.testkit.Tools;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticPagesTest {
    @Test
    void everyCodeOfTheImportHasAPage() {
        List<Code> codes = Arrays.stream(Code.values())
                .filter(code -> code.number() < 2000)
                .toList();
        assertThat(codes).hasSizeGreaterThan(10);
        assertThat(codes)
                .allSatisfy(code -> assertThat(Tools.root().resolve("docs/diagnostics/" + code.label() + ".md"))
                        .content()
                        .startsWith("# " + code.label() + ": ")
                        .contains("## Example", "error " + code.label(), "## Cure"));
    }
}
