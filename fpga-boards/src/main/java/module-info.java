/// Parts and boards: data and records.
module io.goshawk.boards {}
