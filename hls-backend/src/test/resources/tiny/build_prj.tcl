# Makes the Vitis HLS project tiny_prj and runs the steps that are on:
#   vitis_hls -f build_prj.tcl "csim=1 csynth=1 cosim=0 export=0"
# Vitis 2024.2 and later have no vitis_hls; there the steps come from the environment:
#   GOSHAWK_STEPS="csim=1 csynth=1" vitis-run --mode hls --tcl build_prj.tcl
array set steps {csim 1 csynth 1 cosim 0 export 0}
set asked ""
if {[info exists ::argv]} { append asked " " [join $::argv " "] }
if {[info exists ::env(GOSHAWK_STEPS)]} { append asked " " $::env(GOSHAWK_STEPS) }
foreach word [split $asked] {
    if {[regexp {^(csim|csynth|cosim|export)=([01])$} $word all step on]} { set steps($step) $on }
}

cd [file dirname [file normalize [info script]]]
open_project -reset tiny_prj
set_top tiny
add_files src/tiny.cpp -cflags "-std=c++14 -Isrc"
add_files -tb {tb/test.cpp tb/golden_in.dat tb/golden_out.dat} -cflags "-std=c++14 -Isrc"
open_solution -reset solution1 -flow_target vivado
set_part {xcvu9p-flga2104-2-e}
create_clock -period 2.5 -name default
config_rtl -reset control -reset_level high

if {$steps(csim)} { csim_design }
if {$steps(csynth)} { csynth_design }
if {$steps(cosim)} { cosim_design }
if {$steps(export)} { export_design -format ip_catalog }
exit
