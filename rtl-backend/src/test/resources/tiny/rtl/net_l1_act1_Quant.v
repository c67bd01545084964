// net.onnx:/act1/Quant
// computes %3: 1x4xu4
/* verilator lint_off WIDTH */  // operands are extended by the rules of the language
/* verilator lint_off UNUSED */ // bits that rounding or the weights drop, registers past their last reader
/* verilator lint_off DECLFILENAME */
module net_l1_act1_Quant (
    input  wire clk,
    input  wire [31:0] x, // 4 of i8, l0_fc1_MatMul
    output wire [15:0] y
);
    wire signed [6:0] x_0 = x[6:0];
    wire signed [7:0] x_1 = x[15:8];
    wire signed [7:0] x_2 = x[23:16];
    wire signed [7:0] x_3 = x[31:24];
    reg signed [6:0] x_0_d1;
    reg signed [7:0] x_1_d1, x_2_d1, x_3_d1;
    always @(posedge clk) begin
        x_0_d1 <= x_0;
        x_1_d1 <= x_1;
        x_2_d1 <= x_2;
        x_3_d1 <= x_3;
    end

    // Cycle 1.
    reg signed [7:0] y_0_part1_sum;
    reg signed [5:0] y_0_part1;
    reg signed [8:0] y_1_part1_sum;
    reg signed [4:0] y_1_part1;
    reg [3:0] y_1;
    reg signed [8:0] y_2_part1_sum;
    reg signed [5:0] y_2_part1;
    reg signed [8:0] y_3_part1_sum;
    reg signed [4:0] y_3_part1;
    reg [3:0] y_3;
    always @* begin
        y_0_part1_sum = x_0_d1 + 7'sd44;
        y_0_part1 = {y_0_part1_sum[7:3], y_0_part1_sum[2] & (|y_0_part1_sum[1:0])};
        y_1_part1_sum = x_1_d1 + 5'sd15;
        y_1_part1 = {y_1_part1_sum[7:4], y_1_part1_sum[3] & (|y_1_part1_sum[2:0])};
        y_1 = y_1_part1[4] ? 4'd0 : y_1_part1[3:0];
        y_2_part1_sum = x_2_d1 - 7'sd38;
        y_2_part1 = {y_2_part1_sum[8:4], y_2_part1_sum[3] & (|y_2_part1_sum[2:0])};
        y_3_part1_sum = x_3_d1 + 6'sd23;
        y_3_part1 = {y_3_part1_sum[7:4], y_3_part1_sum[3] & (|y_3_part1_sum[2:0])};
        y_3 = y_3_part1[4] ? 4'd0 : y_3_part1[3:0];
    end
    reg signed [5:0] y_0_part1_d1, y_2_part1_d1;
    always @(posedge clk) begin
        y_0_part1_d1 <= y_0_part1;
        y_2_part1_d1 <= y_2_part1;
    end

    // Cycle 2.
    reg [3:0] y_0, y_2;
    always @* begin
        y_0 = y_0_part1_d1[5] ? 4'd0 : (|y_0_part1_d1[4:4]) ? 4'd15 : y_0_part1_d1[3:0];
        y_2 = y_2_part1_d1[5] ? 4'd0 : (|y_2_part1_d1[4:4]) ? 4'd15 : y_2_part1_d1[3:0];
    end

    assign y[3:0] = y_0;
    assign y[7:4] = y_1;
    assign y[11:8] = y_2;
    assign y[15:12] = y_3;
endmodule
