// Runs a program of row-major steps, on one thread or on several that go from step to step together.
#pragma once

#include <sched.h>

#include "rows.h"
#include "row_products.h"
#include "row_steps.h"
#include "transformer.h"
#include "normalize.h"
#include "softmax.h"

namespace rows {

enum Action {
    DENSE = 0, SUMS = 1, RESCALE = 2, SUM = 3, EXACT_SUM = 4, MOVE = 5, LARGEST = 6, WINNER = 7, READ = 8, WRITE = 9,
    CURVE = 10, SOFTMAX = 11, NORMALIZE = 12, BATCH = 13, EXACT_BATCH = 14, LOOKUP = 15
};

struct Program {
    int64_t count, events, scratch;
    const Step* steps;
};

/// Threads that wait for each other: how many have arrived, and how often all have.
struct Barrier {
    int64_t arrived, rounds;
};

static void wait(Barrier* barrier, int64_t parts) {
    if (parts == 1) return;
    int64_t round = __atomic_load_n(&barrier->rounds, __ATOMIC_ACQUIRE);
    if (__atomic_add_fetch(&barrier->arrived, 1, __ATOMIC_ACQ_REL) == parts) {
        __atomic_store_n(&barrier->arrived, 0, __ATOMIC_RELAXED);
        __atomic_store_n(&barrier->rounds, round + 1, __ATOMIC_RELEASE);
        return;
    }
    for (int spins = 0; __atomic_load_n(&barrier->rounds, __ATOMIC_ACQUIRE) == round; spins++)
        if (spins > 2000) sched_yield();
}

static void run(const Step& step, const Context& c) {
    switch (step.action) {
        case DENSE: dense(step, c); break;
        case SUMS: sums(step, c); break;
        case RESCALE: rescale(step, c); break;
        case SUM: sum<double>(step, c); break;
        case EXACT_SUM: sum<int64_t>(step, c); break;
        case MOVE: move(step, c); break;
        case LARGEST: largest(step, c); break;
        case WINNER: winner(step, c); break;
        case READ: read(step, c); break;
        case WRITE: write(step, c); break;
        case CURVE: curve(step, c); break;
        case SOFTMAX: softmax(step, c); break;
        case NORMALIZE: normalize(step, c); break;
        case BATCH: batch_halves(step, c); break;
        case EXACT_BATCH: batch_longs(step, c); break;
        case LOOKUP: lookup(step, c); break;
    }
}

}  // namespace rows

/// Runs `events` events as thread `part` of `parts`, which share `arena`. `ports` holds for each port of the program
/// where its first event lies; each thread has its own, and it is moved on.
extern "C" void goshawk_rows(const rows::Program* program, char* arena, char** ports, int64_t events, char* scratch,
                             int64_t part, int64_t parts, rows::Barrier* barrier) {
    for (int64_t from = 0; from < events; from += program->events) {
        int64_t count = events - from < program->events ? events - from : program->events;
        rows::Context c = {arena, scratch, ports, count, part, parts};
        for (int64_t i = 0; i < program->count; i++) {
            rows::run(program->steps[i], c);
            rows::wait(barrier, parts);
        }
        for (int64_t i = 0; i < program->count; i++) {
            const rows::Step& step = program->steps[i];
            const rows::Slot& slot = step.action == rows::READ ? step.out : step.in;
            if (step.action == rows::READ || step.action == rows::WRITE)
                ports[step.port] += count * slot.pixels * slot.channels * step.bytes;
        }
    }
}
