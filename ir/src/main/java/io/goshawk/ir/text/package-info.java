/// Graphs as text, both ways. [io.goshawk.ir.text.Printer] and [io.goshawk.ir.text.Parser] share one generic
/// form, `%r = dialect.operation operands {component = value, …} : type at location`, and read operations,
/// attributes and nested records off the record classes, so a new operation needs nothing here.
package io.goshawk.ir.text;
