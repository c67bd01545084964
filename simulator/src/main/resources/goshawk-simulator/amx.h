// Products of bytes on the processor's matrix tiles (AMX): blocks of 32 rows by a panel. Needs gemm.h.
#pragma once

namespace gemm {

/// Rows of a block on tiles, and how many inputs a step of its innermost loop takes.
constexpr int TALL = 32;
constexpr int DEEP = 64;

#if defined(__AMX_INT8__) && defined(SIXTEEN_LANES)

}  // namespace gemm

#include <sys/syscall.h>
#include <unistd.h>

namespace gemm {

/// Asks the system for the tiles, which a process has only then; once for all threads.
static bool lent() {
    constexpr long REQUEST = 0x1023, TILE_DATA = 18;  // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
    static const bool given = syscall(SYS_arch_prctl, REQUEST, TILE_DATA) == 0;
    return given;
}

/// This thread's tiles for products of one depth, all of 16 rows of 64 bytes, while it lives.
struct Tiles {
    bool usable;

    Tiles(int64_t mode, int64_t depth) : usable(mode == BYTES && depth % DEEP == 0 && lent()) {
        struct {
            uint8_t palette, start, unused[14];
            uint16_t bytes[16];
            uint8_t rows[16];
        } shape = {1};
        for (int i = 0; i < 8; i++) shape.bytes[i] = 64, shape.rows[i] = 16;
        if (usable) _tile_loadconfig(&shape);
    }

    ~Tiles() {
        if (usable) _tile_release();
    }

    /// TALL rows from `a`, `stride` bytes apart, by one panel: `depth` products each, added to `bias`, a row of COLUMNS.
    void block(const char* a, int64_t stride, const int32_t* panel, int64_t depth, const int32_t* bias,
               int32_t* sums) const {
        constexpr int64_t ROW = COLUMNS * sizeof(int32_t);
        // The compiler does not know that tiles are read from memory.
        __asm__ volatile("" ::: "memory");
        // A stride of nothing: the same row in all rows of the tile.
        _tile_loadd(0, bias, 0);
        _tile_loadd(1, bias + LANES, 0);
        _tile_loadd(2, bias, 0);
        _tile_loadd(3, bias + LANES, 0);
        for (int64_t k = 0; k < depth; k += DEEP, panel += DEEP / 4 * COLUMNS) {
            _tile_loadd(4, a + k, stride);
            _tile_loadd(5, a + 16 * stride + k, stride);
            _tile_loadd(6, panel, ROW);
            _tile_loadd(7, panel + LANES, ROW);
            _tile_dpbusd(0, 4, 6);
            _tile_dpbusd(1, 4, 7);
            _tile_dpbusd(2, 5, 6);
            _tile_dpbusd(3, 5, 7);
        }
        _tile_stored(0, sums, ROW);
        _tile_stored(1, sums + LANES, ROW);
        _tile_stored(2, sums + 16 * COLUMNS, ROW);
        _tile_stored(3, sums + 16 * COLUMNS + LANES, ROW);
        __asm__ volatile("" ::: "memory");
    }
};

#else

struct Tiles {
    static constexpr bool usable = false;
    Tiles(int64_t, int64_t) {}
    void block(const char*, int64_t, const int32_t*, int64_t, const int32_t*, int32_t*) const {}
};

#endif

}  // namespace gemm
