package io.goshawk.ir.diag;

/// How far apart two spellings are, for hints such as "did you mean".
public final class EditDistance {
    private EditDistance() {}

    /// {@return the fewest insertions, deletions and replacements of letters that make `a` into `b`
    /// (Levenshtein 1965)}; case counts
    public static int between(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
