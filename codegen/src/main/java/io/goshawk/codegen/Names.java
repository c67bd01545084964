package io.goshawk.codegen;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Legal, unique and stable identifiers for C++ and Verilog.
public final class Names {
    private final Set<String> taken = new HashSet<>();

    /// @param reserved words that the language keeps for itself
    public Names(Set<String> reserved) {
        taken.addAll(reserved);
    }

    /// {@return an identifier close to `wish`, given to nobody else; case does not tell two apart}
    public String unique(String wish) {
        String base = legal(wish);
        String name = base;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /// {@return `wish` with everything replaced that C or Verilog forbids in an identifier}
    public static String legal(String wish) {
        String name = wish.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "n" + name : name;
    }
}
