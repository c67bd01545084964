package io.goshawk.simulator.plan;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.TransformerOp;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// One thing to do for every event, on slots whose layouts fit it.
public sealed interface Step {
    /// {@return what it writes}
    Slot out();

    /// {@return what it reads}
    List<Slot> reads();

    /// Sums of products: a matrix product, a convolution, a sum over windows.
    ///
    /// @param sums what holds the sums, unless they are rescaled at once
    /// @param window for each output pixel and tap the input pixel, or -1 for the padding
    /// @param then what becomes of the sums at once
    record Product(Slot in, Slot sums, Kernel kernel, IntTable window, BigInteger padding, Optional<Rescale> then)
            implements Step {
        @Override
        public Slot out() {
            return then.map(Rescale::out).orElse(sums);
        }

        @Override
        public List<Slot> reads() {
            return List.of(in);
        }

        /// {@return whether some tap lies in the padding}
        public boolean padded() {
            for (int pixel : window.values()) {
                if (pixel < 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The largest of each channel under a window.
    ///
    /// @param window for each output pixel and tap the input pixel, or -1 for none
    record Largest(Slot in, Slot out, int taps, IntTable window) implements Step {
        @Override
        public List<Slot> reads() {
            return List.of(in);
        }
    }

    /// `leftFactor * left + rightFactor * right`.
    ///
    /// @param sums what holds the sums, unless they are rescaled at once
    /// @param then what becomes of the sums at once
    record Sum(Slot left, BigInteger leftFactor, Slot right, BigInteger rightFactor, Slot sums, Optional<Rescale> then)
            implements Step {
        @Override
        public Slot out() {
            return then.map(Rescale::out).orElse(sums);
        }

        @Override
        public List<Slot> reads() {
            return List.of(left, right);
        }
    }

    /// Each channel through its requantiser, or all through the only one.
    record Rescale(Slot in, Slot out, List<Requantizer> channels) implements Step {
        @Override
        public List<Slot> reads() {
            return List.of(in);
        }

        /// {@return the requantiser of `channel`}
        public Requantizer at(int channel) {
            return channels.get(channels.size() == 1 ? 0 : channel);
        }
    }

    /// Elements to other places.
    ///
    /// @param in one slot or two
    /// @param from for each place of `out` the place of the first slot, in the sense of [Layout#place],
    ///     or the complement of the place of the second
    record Move(List<Slot> in, Slot out, IntTable from) implements Step {
        @Override
        public List<Slot> reads() {
            return in;
        }

        /// {@return where `place` of `out` comes from}
        public Slot source(int place) {
            return from.at(place) < 0 ? in.get(1) : in.getFirst();
        }

        /// {@return which place of [#source] it is}
        public int sourcePlace(int place) {
            int code = from.at(place);
            return code < 0 ? ~code : code;
        }
    }

    /// For each pixel the first channel with the largest element.
    record Winner(Slot in, Slot out) implements Step {
        @Override
        public List<Slot> reads() {
            return List.of(in);
        }
    }

    /// Known numbers.
    record Known(Slot out, io.goshawk.ir.tensor.IntTensor data) implements Step {
        @Override
        public List<Slot> reads() {
            return List.of();
        }
    }

    /// Products of the matrices of two computed tensors.
    ///
    /// @param left with its elements in row-major order, as those of `right` and the results are
    /// @param sums what holds the sums, unless they are rescaled at once
    /// @param then what becomes of the sums at once
    record Batch(Slot left, Slot right, Slot sums, BatchMatMul op, Optional<Rescale> then) implements Step {
        @Override
        public Slot out() {
            return then.map(Rescale::out).orElse(sums);
        }

        @Override
        public List<Slot> reads() {
            return List.of(left, right);
        }
    }

    /// What transformers need: each row along the last axis, or each element, by itself.
    ///
    /// @param in a slot for each operand, with its elements in row-major order; for a curve as `out`
    record Transform(List<Slot> in, Slot out, TransformerOp op) implements Step {
        @Override
        public List<Slot> reads() {
            return in;
        }
    }

    /// Rows of a known table.
    ///
    /// @param in which rows
    record Lookup(Slot in, Slot out, io.goshawk.ir.tensor.IntTensor table) implements Step {
        @Override
        public List<Slot> reads() {
            return List.of(in);
        }
    }

    /// Anything else, by the interpreter.
    record Interpreted(List<Slot> in, Slot out, Graph.Node<IntegerOp> node) implements Step {
        @Override
        public List<Slot> reads() {
            return in;
        }
    }
}
