package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX itself that pick, join, place and reshape.
public final class IndexingOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.ofEntries(
            Map.entry("CenterCropPad", new CenterCropPadOperator()),
            Map.entry("Col2Im", new Col2ImOperator()),
            Map.entry("Compress", new CompressOperator()),
            Map.entry("Concat", new ConcatOperator()),
            Map.entry("ConstantOfShape", new ConstantOfShapeOperator()),
            Map.entry("DepthToSpace", new BlocksOperator(true)),
            Map.entry("Dropout", new DropoutOperator()),
            Map.entry("Expand", new ExpandOperator()),
            Map.entry("EyeLike", new EyeLikeOperator()),
            Map.entry("Flatten", new FlattenOperator()),
            Map.entry("Gather", new GatherOperator()),
            Map.entry("GatherElements", new GatherElementsOperator()),
            Map.entry("GatherND", new GatherNdOperator()),
            Map.entry("Hardmax", new HardmaxOperator()),
            Map.entry("Identity", new IdentityOperator()),
            Map.entry("ImageScaler", new ImageScalerOperator()),
            Map.entry("NonMaxSuppression", new DynamicShapeOperator()),
            Map.entry("NonZero", new NonZeroOperator()),
            Map.entry("OneHot", new OneHotOperator()),
            Map.entry("OptionalGetElement", new IdentityOperator()),
            Map.entry("Pad", new PadOperator()),
            Map.entry("Range", new RangeOperator()),
            Map.entry("Reshape", new ReshapeOperator()),
            Map.entry("ReverseSequence", new ReverseSequenceOperator()),
            Map.entry("Scatter", new ScatterOperator(false)),
            Map.entry("ScatterElements", new ScatterOperator(false)),
            Map.entry("ScatterND", new ScatterOperator(true)),
            Map.entry("Shape", new ShapeOperator()),
            Map.entry("Size", new SizeOperator()),
            Map.entry("Slice", new SliceOperator()),
            Map.entry("SpaceToDepth", new BlocksOperator(false)),
            Map.entry("Split", new SplitOperator()),
            Map.entry("Squeeze", new SqueezeOperator()),
            Map.entry("TensorScatter", new TensorScatterOperator()),
            Map.entry("Tile", new TileOperator()),
            Map.entry("TopK", new TopKOperator()),
            Map.entry("Transpose", new TransposeOperator()),
            Map.entry("Trilu", new TriluOperator()),
            Map.entry("Unique", new UniqueOperator()),
            Map.entry("Unsqueeze", new UnsqueezeOperator()));

    private IndexingOperators() {}
}
