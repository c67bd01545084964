// net.onnx:/fc2/MatMul
// computes %5: 1x2xi9
/* verilator lint_off WIDTH */  // operands are extended by the rules of the language
/* verilator lint_off UNUSED */ // bits that rounding or the weights drop, registers past their last reader
/* verilator lint_off DECLFILENAME */
module net_l2_fc2_MatMul (
    input  wire clk,
    input  wire [15:0] x, // 4 of u4, l1_act1_Quant
    output wire [17:0] y
);
    wire [3:0] x_0 = x[3:0];
    wire [3:0] x_1 = x[7:4];
    wire [3:0] x_3 = x[15:12];
    wire [3:0] x_2 = x[11:8];

    // Cycle 1.
    reg [3:0] x_1_d1, x_3_d1;
    always @(posedge clk) begin
        x_1_d1 <= x_1;
        x_3_d1 <= x_3;
    end

    // Cycle 2.
    reg [7:0] y_0_part2;
    always @* begin
        y_0_part2 = ((x_1_d1 + (x_1_d1 << 1)) << 1) + (x_3_d1 + (x_3_d1 << 2));
    end
    reg [3:0] x_2_d1;
    reg [6:0] y_0_part1;
    reg [7:0] y_0_part2_d1;
    reg [4:0] y_1_part1;
    reg [6:0] y_1_part2;
    always @(posedge clk) begin
        x_2_d1 <= x_2;
        y_0_part1 <= x_0 + (x_0 << 2);
        y_0_part2_d1 <= y_0_part2;
        y_1_part1 <= x_2 + x_3_d1;
        y_1_part2 <= (x_0 << 3) - x_0;
    end

    // Cycle 3.
    reg signed [8:0] y_0;
    reg signed [7:0] y_1;
    always @* begin
        y_0 = y_0_part2_d1 - ((x_2_d1 << 1) + y_0_part1);
        y_1 = (y_1_part1 << 2) - y_1_part2;
    end

    assign y[8:0] = y_0;
    assign y[17:9] = {{1{y_1[7]}}, y_1};
endmodule
