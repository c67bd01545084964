/// Parts and boards: data and records.
module io.goshawk.boards {
    exports io.goshawk.boards;
}
