package io.goshawk.cli.conform;

import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Chooses cases by operator or by name.
///
/// @param wanted operators, and names of cases in which `*` stands for anything; all cases where there are none
public record Selection(List<String> wanted) {
    public Selection {
        wanted = List.copyOf(wanted);
    }

    /// {@return those of `cases` that are chosen}
    /// @throws Refusal if one of the names chooses none
    public List<Subject> of(List<Subject> cases) {
        if (wanted.isEmpty()) {
            return cases;
        }
        Set<Subject> chosen = new LinkedHashSet<>();
        List<String> idle = new ArrayList<>();
        for (String name : wanted) {
            Pattern pattern = Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E", Pattern.CASE_INSENSITIVE);
            List<Subject> fitting =
                    cases.stream().filter(subject -> fits(subject, pattern)).toList();
            chosen.addAll(fitting);
            if (fitting.isEmpty()) {
                idle.add(name);
            }
        }
        if (!idle.isEmpty()) {
            throw new Refusal(Diagnostic.of(
                            Code.BAD_OPTION,
                            new Location.Whole("option --only"),
                            "no case is about, or named, " + String.join(" or ", idle))
                    .hint("name operators such as Resize, or cases such as test_resize_*"));
        }
        return cases.stream().filter(chosen::contains).toList();
    }

    private static boolean fits(Subject subject, Pattern pattern) {
        String folder = subject.test().name().replaceFirst(".*/", "");
        return List.of(
                        subject.operator().type(),
                        subject.operator().toString(),
                        subject.test().name(),
                        folder)
                .stream()
                .anyMatch(name -> pattern.matcher(name).matches());
    }
}
