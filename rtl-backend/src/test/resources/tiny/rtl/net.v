
// net: unrolled and pipelined by Goshawk, a new vector every cycle
// latency 4 cycles; registers placed for 2.0 ns on xcvu9p-flgb2104-2-i
// packed vectors: element i, row-major, at bits [i * width +: width]
/* verilator lint_off WIDTH */  // operands are extended by the rules of the language
/* verilator lint_off UNUSED */ // inputs that no weight reads; tensors kept for `goshawk verify`
module net (
    input  wire clk,
    input  wire rst,
    input  wire in_valid,
    input  wire [11:0] x,
    output wire [17:0] logits,
    output wire [0:0] class_2,
    output wire out_valid
);
    // A vector that enters with in_valid leaves 4 cycles later with out_valid.
    reg [3:0] valid;
    always @(posedge clk)
        if (rst) valid <= 0;
        else
        valid <= {valid[2:0], in_valid};
    assign out_valid = valid[3];


    // net.onnx:/fc1/MatMul
    wire [31:0] l0_fc1_MatMul; // %2: 1x4xi8
    net_l0_fc1_MatMul layer0 (
        .x(x),
        .y(l0_fc1_MatMul)
    );

    // net.onnx:/act1/Quant
    wire [15:0] l1_act1_Quant; // %3: 1x4xu4
    net_l1_act1_Quant layer1 (
        .clk(clk),
        .x(l0_fc1_MatMul),
        .y(l1_act1_Quant)
    );

    // net.onnx:/fc2/MatMul
    wire [17:0] l2_fc2_MatMul; // %5: 1x2xi9
    net_l2_fc2_MatMul layer2 (
        .clk(clk),
        .x(l1_act1_Quant),
        .y(l2_fc2_MatMul)
    );

    // net.onnx:/ArgMax
    wire [0:0] l3_ArgMax; // %6: 1xu1
    net_l3_ArgMax layer3 (
        .x(l2_fc2_MatMul),
        .y(l3_ArgMax)
    );

    wire signed [8:0] l2_fc2_MatMul_0 = l2_fc2_MatMul[8:0];
    wire signed [7:0] l2_fc2_MatMul_1 = l2_fc2_MatMul[16:9];

    // Cycle 3.
    reg signed [8:0] l2_fc2_MatMul_0_d1;
    reg signed [7:0] l2_fc2_MatMul_1_d1;
    reg l3_ArgMax_d1;
    always @(posedge clk) begin
        l2_fc2_MatMul_0_d1 <= l2_fc2_MatMul_0;
        l2_fc2_MatMul_1_d1 <= l2_fc2_MatMul_1;
        l3_ArgMax_d1 <= l3_ArgMax;
    end

    // Cycle 4.
    assign logits[8:0] = l2_fc2_MatMul_0_d1;
    assign logits[17:9] = {{1{l2_fc2_MatMul_1_d1[7]}}, l2_fc2_MatMul_1_d1};
    assign class_2 = l3_ArgMax_d1;
endmodule
