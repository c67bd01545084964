package io.goshawk.generators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Random small feature maps, and windows that fit them.
final class Windows {
    private final Choice choice;

    Windows(Choice choice) {
        this.choice = choice;
    }

    /// {@return the shape of some maps, of one or two spatial axes}
    Shape maps() {
        List<Integer> extents = new ArrayList<>(List.of(1, choice.between(1, 3)));
        int rank = choice.oneIn(4) ? 1 : 2;
        for (int axis = 0; axis < rank; axis++) {
            extents.add(choice.between(2, 5));
        }
        return new Shape(extents);
    }

    /// {@return the extents of a window no larger than the maps of `data`}
    List<Integer> kernel(Shape data) {
        List<Integer> kernel = new ArrayList<>();
        for (int axis = 2; axis < data.rank(); axis++) {
            kernel.add(choice.between(1, Math.min(3, data.extent(axis))));
        }
        return kernel;
    }

    /// {@return odd extents}
    List<Integer> odd(Shape data) {
        List<Integer> kernel = new ArrayList<>();
        for (int axis = 2; axis < data.rank(); axis++) {
            kernel.add(choice.of(1, 3));
        }
        return kernel;
    }

    /// {@return a window that leaves the extents of the maps as they are}
    Window centred(List<Integer> kernel) {
        List<Integer> ones = Collections.nCopies(kernel.size(), 1);
        List<Integer> half = kernel.stream().map(extent -> extent / 2).toList();
        return new Window(ones, ones, half, half);
    }

    /// {@return a window with any strides, dilations and padding}
    Window window(Shape data, List<Integer> kernel) {
        return window(data, kernel, choice.oneIn(2) ? 0 : 2);
    }

    /// {@return a window that meets the map wherever it stands}
    Window meeting(Shape data, List<Integer> kernel) {
        boolean padded = choice.oneIn(3) && kernel.stream().allMatch(extent -> extent > 1);
        return window(data, kernel, padded ? 1 : 0);
    }

    private Window window(Shape data, List<Integer> kernel, int padding) {
        List<Integer> strides = new ArrayList<>();
        List<Integer> dilations = new ArrayList<>();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < kernel.size(); axis++) {
            strides.add(choice.between(1, 2));
            boolean room = 2 * (kernel.get(axis) - 1) + 1 <= data.extent(axis + 2);
            dilations.add(room && padding == 0 && choice.oneIn(3) ? 2 : 1);
            before.add(choice.between(0, padding));
            after.add(choice.between(0, padding));
        }
        return new Window(strides, dilations, before, after);
    }
}
