# Run in the design's folder: vivado -mode batch -source syn/vivado.tcl
create_project -in_memory -part xcvu9p-flgb2104-2-i
read_verilog [glob rtl/*.v]
synth_design -top net -part xcvu9p-flgb2104-2-i -mode out_of_context -flatten_hierarchy full
create_clock -name clk -period 2.0 [get_ports clk]
opt_design
place_design
phys_opt_design
route_design
report_utilization -file syn/net_utilization.txt
report_timing_summary -file syn/net_timing.txt
