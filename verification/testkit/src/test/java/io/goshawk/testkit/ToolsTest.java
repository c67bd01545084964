package io.goshawk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ToolsTest {
    @TempDir
    private Path folder;

    private Path module;
    private Path bin;

    @BeforeEach
    void aRepositoryWithAModuleAndAFolderOfPrograms() throws IOException {
        module = Files.createDirectories(folder.resolve("root/verification/module"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("root/goshawk"), "#!/bin/sh\n");
        // A folder of that name is not the launcher.
        Files.createDirectories(folder.resolve("root/verification/goshawk"));
    }

    private Tools tools(String... variables) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", folder.resolve("nowhere") + ":" + bin);
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new Tools(environment, module);
    }

    private Path program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aToolIsFoundOnThePath() throws IOException {
        Path verilator = program(bin.resolve("verilator"), "exit 0");
        assertThat(tools().requireTool("verilator")).isEqualTo(verilator);
    }

    @Test
    void anAbsentToolSkipsWithAReason() {
        assertThatThrownBy(() -> tools().requireTool("verilator"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("verilator is not on the PATH; Debian's package is verilator");
        assertThatThrownBy(() -> tools("CI", "false").requireTool("vvp"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("package is iverilog");
    }

    @Test
    void anAbsentToolFailsInContinuousIntegration() {
        assertThatThrownBy(() -> tools("CI", "true").requireTool("verilator"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("CI=true");
    }

    @Test
    void whatCannotBeExecutedIsNoTool() throws IOException {
        Files.writeString(bin.resolve("verilator"), "");
        Files.createDirectories(bin.resolve("yosys"));
        assertThatThrownBy(() -> tools().requireTool("verilator")).isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(() -> tools().requireTool("yosys")).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void dataLiesBesideTheRepository() throws IOException {
        Path model =
                Files.createDirectories(folder.resolve("shared/data/models")).resolve("m.onnx");
        Files.writeString(model, "");
        assertThat(tools().dataPath("models/m.onnx")).isEqualTo(model);
    }

    @Test
    void withoutTheDefaultFolderTheTestIsSkipped() {
        assertThatThrownBy(() -> tools().dataPath("models/m.onnx"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("models/m.onnx is not here")
                .hasMessageContaining("GOSHAWK_DATA");
    }

    @Test
    void aFileAbsentFromAFolderThatExistsFailsTheTest() throws IOException {
        Files.createDirectories(folder.resolve("shared/data"));
        assertThatThrownBy(() -> tools().dataPath("models/m.onnx"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("models/m.onnx is absent");
    }

    @Test
    void theVariableNamesTheFolder() throws IOException {
        Files.writeString(bin.resolve("m.onnx"), "");
        assertThat(tools("GOSHAWK_DATA", bin.toString()).dataPath("m.onnx")).isEqualTo(bin.resolve("m.onnx"));
        assertThatThrownBy(() -> tools("GOSHAWK_DATA", folder + "/absent").dataPath("m.onnx"))
                .isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void thePythonOfTheVariableComesFirst() throws IOException {
        Path named = program(folder.resolve("venv/bin/python"), "exit 0");
        Path own = program(folder.resolve("root/.venv/bin/python"), "exit 0");
        for (String variable : List.of("GOSHAWK_VENV", "GOSHAWK_PYTHON")) {
            assertThat(tools(variable, named.toString()).requirePython("numpy")).isEqualTo(named);
        }
        assertThat(tools().requirePython("numpy")).isEqualTo(own);
    }

    @Test
    void aPythonThatLacksTheModuleIsPassedOver() throws IOException {
        program(folder.resolve("root/.venv/bin/python"), "exit 1");
        Path system = program(bin.resolve("python3"), "[ \"$2\" = 'import numpy, onnx' ]");
        assertThat(tools().requirePython("numpy", "onnx")).isEqualTo(system);
        assertThatThrownBy(() -> tools().requirePython("qonnx"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("import qonnx");
        assertThatThrownBy(() -> tools("CI", "true").requirePython("qonnx")).isInstanceOf(AssertionFailedError.class);
    }
}
