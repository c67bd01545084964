/// Converters of ONNX's element-wise operators.
package io.goshawk.frontend.operators.elementwise;
