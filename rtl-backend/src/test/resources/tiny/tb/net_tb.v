// Run in this folder:
// iverilog -g2005 -o bench net_tb.v ../rtl/*.v && ./bench
// or: verilator --binary --timing -Wno-lint --top net_tb net_tb.v ../rtl/*.v && obj_dir/Vnet_tb
`timescale 1ns / 1ps
module net_tb;
    localparam VECTORS = 60;
    localparam LATENCY = 4;

    reg clk = 1'b0;
    always #5 clk = ~clk;

    reg rst = 1'b1;
    reg in_valid = 1'b0;
    wire out_valid;
    reg [11:0] x;
    reg [11:0] x_golden [0:VECTORS - 1];
    wire [17:0] logits;
    reg [17:0] logits_golden [0:VECTORS - 1];
    wire [0:0] class_2;
    reg [0:0] class_2_golden [0:VECTORS - 1];

    net dut (
        .clk(clk),
        .rst(rst),
        .in_valid(in_valid),
        .x(x),
        .logits(logits),
        .class_2(class_2),
        .out_valid(out_valid)
    );

    integer cycle, fed, seen, errors, i;
    integer entered [0:VECTORS - 1];

    initial begin
        $readmemh("net_x.hex", x_golden);
        x = 0;
        $readmemh("net_logits.hex", logits_golden);
        $readmemh("net_class_2.hex", class_2_golden);
        fed = 0;
        seen = 0;
        errors = 0;
        repeat (LATENCY + 2) @(negedge clk);
        rst = 1'b0;
        for (cycle = 0; seen < VECTORS && cycle < 3 * VECTORS + LATENCY + 10; cycle = cycle + 1) begin
            @(negedge clk);
            // Every fifth cycle is a bubble, with the inputs inverted.
            in_valid = fed < VECTORS && cycle % 5 != 4;
            if (in_valid) begin
                x = x_golden[fed];
                entered[fed] = cycle;
                fed = fed + 1;
            end else begin
                x = ~x;
            end
            #4;
            if (out_valid !== 1'b0) check;
        end
        if (seen != VECTORS) begin
            errors = errors + 1;
            $display("only %0d of %0d vectors came out", seen, VECTORS);
        end
        if (errors == 0) $display("PASS %0d vectors, latency %0d cycles", seen, LATENCY);
        else $display("FAIL %0d differences", errors);
        $finish;
    end

    task check;
        begin
            if (out_valid !== 1'b1 || seen >= fed) begin
                errors = errors + 1;
                $display("cycle %0d: out_valid without a vector", cycle);
            end else if (cycle - entered[seen] != LATENCY) begin
                errors = errors + 1;
                $display("vector %0d: latency %0d", seen, cycle - entered[seen]);
            end
            if (logits !== logits_golden[seen])
                for (i = 0; i < 2; i = i + 1)
                    if (logits[i * 9 +: 9] !== logits_golden[seen][i * 9 +: 9]) begin
                        errors = errors + 1;
                        $display("vector %0d, output logits[%0d]: got %0h, expected %0h", seen, i,
                            logits[i * 9 +: 9], logits_golden[seen][i * 9 +: 9]);
                    end
            if (class_2 !== class_2_golden[seen])
                for (i = 0; i < 1; i = i + 1)
                    if (class_2[i * 1 +: 1] !== class_2_golden[seen][i * 1 +: 1]) begin
                        errors = errors + 1;
                        $display("vector %0d, output class[%0d]: got %0h, expected %0h", seen, i,
                            class_2[i * 1 +: 1], class_2_golden[seen][i * 1 +: 1]);
                    end
            seen = seen + 1;
        end
    endtask
endmodule
