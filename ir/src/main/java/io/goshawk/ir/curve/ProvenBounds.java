package io.goshawk.ir.curve;

import io.goshawk.ir.num.IntRange;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.WeakHashMap;

/// What [CurveProof] has proven of the forms that are in use: a bound depends on nothing but law, form
/// and interval, none of which ever changes, so one proof serves whoever asks again.
///
/// A bound is forgotten with its form.
final class ProvenBounds {
    private static final Map<CurveForm, Proof> PROOFS = Collections.synchronizedMap(new WeakHashMap<>());

    private ProvenBounds() {}

    private record Proof(CurveLaw law, IntRange interval, double bound) {}

    /// {@return what was proven of this form last, if it was about this law and interval}
    static OptionalDouble of(CurveLaw law, CurveForm form, IntRange interval) {
        Proof proof = PROOFS.get(form);
        return proof != null && proof.law.equals(law) && proof.interval.equals(interval)
                ? OptionalDouble.of(proof.bound)
                : OptionalDouble.empty();
    }

    static void keep(CurveLaw law, CurveForm form, IntRange interval, double bound) {
        PROOFS.put(form, new Proof(law, interval, bound));
    }
}
