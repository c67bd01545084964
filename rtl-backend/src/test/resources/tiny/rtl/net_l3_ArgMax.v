// net.onnx:/ArgMax
// computes %6: 1xu1
/* verilator lint_off WIDTH */  // operands are extended by the rules of the language
/* verilator lint_off UNUSED */ // bits that rounding or the weights drop, registers past their last reader
/* verilator lint_off DECLFILENAME */
module net_l3_ArgMax (
    input  wire [17:0] x, // 2 of i9, l2_fc2_MatMul
    output wire [0:0] y
);
    wire signed [7:0] x_1 = x[16:9];
    wire signed [8:0] x_0 = x[8:0];

    // Cycle 3.
    reg y_0;
    always @* begin
        y_0 = x_1 > x_0;
    end

    assign y = y_0;
endmodule
