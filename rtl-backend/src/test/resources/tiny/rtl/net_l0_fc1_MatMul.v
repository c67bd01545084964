// net.onnx:/fc1/MatMul
// computes %2: 1x4xi8
/* verilator lint_off WIDTH */  // operands are extended by the rules of the language
/* verilator lint_off UNUSED */ // bits that rounding or the weights drop, registers past their last reader
/* verilator lint_off DECLFILENAME */
module net_l0_fc1_MatMul (
    input  wire [11:0] x, // 3 of i4, x
    output wire [31:0] y
);
    wire signed [3:0] x_0 = x[3:0];
    wire signed [3:0] x_1 = x[7:4];
    wire signed [3:0] x_2 = x[11:8];
    reg signed [5:0] x_0_times_3, x_1_times_3, x_2_times_3;
    reg signed [6:0] y_0;
    reg signed [7:0] y_1_part1, y_1, y_2, y_3;
    always @* begin
        x_0_times_3 = x_0 + (x_0 << 1);
        x_1_times_3 = x_1 + (x_1 << 1);
        x_2_times_3 = x_2 + (x_2 << 1);
        y_0 = x_1 - (x_0 + (x_0_times_3 << 1));
        y_1_part1 = (x_1 << 3) + (x_0 + (x_2 << 1));
        y_1 = 2'sd0 - y_1_part1;
        y_2 = ((x_0_times_3 << 1) - x_1_times_3) - (x_2 + (x_2_times_3 << 1));
        y_3 = (x_2_times_3 << 1) + (x_0_times_3 - x_1_times_3);
    end

    assign y[7:0] = {{1{y_0[6]}}, y_0};
    assign y[15:8] = y_1;
    assign y[23:16] = y_2;
    assign y[31:24] = y_3;
endmodule
