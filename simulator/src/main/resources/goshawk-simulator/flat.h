// Steps on planes that multiply no weights.
#pragma once

#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
INLINE vec joined_bytes(vec a, vec b, const float* s) {
    __m512 y = _mm512_fmadd_ps(_mm512_cvtepi32_ps(a), _mm512_set1_ps(s[0]),
                               _mm512_fmadd_ps(_mm512_cvtepi32_ps(b), _mm512_set1_ps(s[1]), _mm512_set1_ps(s[2])));
    return _mm512_cvtps_epi32(_mm512_min_ps(_mm512_max_ps(y, _mm512_set1_ps(s[3])), _mm512_set1_ps(s[4])));
}
#elif defined(__AVX2__) && defined(__FMA__)
INLINE vec joined_bytes(vec a, vec b, const float* s) {
    __m256 y = _mm256_fmadd_ps(_mm256_cvtepi32_ps(a), _mm256_set1_ps(s[0]),
                               _mm256_fmadd_ps(_mm256_cvtepi32_ps(b), _mm256_set1_ps(s[1]), _mm256_set1_ps(s[2])));
    return _mm256_cvtps_epi32(_mm256_min_ps(_mm256_max_ps(y, _mm256_set1_ps(s[3])), _mm256_set1_ps(s[4])));
}
#else
INLINE vec joined_bytes(vec a, vec b, const float* s) {
    vec result;
    for (int i = 0; i < LANES; i++) {
        float y = std::fmaf((float)a[i], s[0], std::fmaf((float)b[i], s[1], s[2]));
        result[i] = (int32_t)std::nearbyintf(std::fmin(std::fmax(y, s[3]), s[4]));
    }
    return result;
}
#endif

/// As `joined_bytes`, in doubles.
INLINE vec joined_doubles(vec a, vec b, const double* s) {
    return round_double(plus(doubles(a), s[0], offset_by(doubles(b), s[1], s[2])), 1, 0, s[3], s[4]);
}

INLINE vec based(vec stored, const Slot& slot) {
    return slot.kind == BYTES ? add(stored, all((int32_t)slot.base)) : stored;
}

/// Four channels of all pixels: a sum of bytes that only 0 and 255 clamp.
static void plane_joined(const Plane& plane, const Job& job, int64_t channel) {
    const Step& step = plane.step;
    int64_t end = pixels_of(step.out, job.images), valid = step.out.channels - channel;
    vec kept = all(valid >= OUTPUTS ? -1 : (int32_t)((1u << (8 * valid)) - 1));
    float numbers[5];
    memcpy(numbers, plane.joined_single, sizeof numbers);
    for (int64_t pixel = 0; pixel < end; pixel += LANES) {
        vec a[OUTPUTS], b[OUTPUTS];
        four(job, step.in, pixel, channel, a);
        four(job, step.other, pixel, channel, b);
        UNROLLED for (int o = 0; o < OUTPUTS; o++) a[o] = joined_bytes(a[o], b[o], numbers);
        store(plane_of(job, step.out, channel / 4) + pixel, both(kept, packed_bytes(a[0], a[1], a[2], a[3])));
    }
}

/// Four channels of all pixels: a sum of two slots, or one alone, rounded.
static void plane_elementwise(const Plane& plane, const Job& job, int64_t channel) {
    const Step& step = plane.step;
    if (plane.joined == SINGLE && step.in.kind == BYTES && step.other.kind == BYTES && step.out.kind == BYTES) {
        plane_joined(plane, job, channel);
        return;
    }
    bool alone = step.other_factor == 0 && step.factor == 1;
    int64_t end = pixels_of(step.out, job.images);
    for (int64_t pixel = 0; pixel < end; pixel += LANES) {
        vec a[OUTPUTS], b[OUTPUTS], values[OUTPUTS];
        four(job, step.in, pixel, channel, a);
        if (!alone) four(job, step.other, pixel, channel, b);
        for (int o = 0; o < OUTPUTS; o++) {
            int64_t c = channel + o;
            if (c >= step.out.channels) {
                values[o] = all(0);
            } else if (plane.joined == SINGLE) {
                values[o] = joined_bytes(a[o], b[o], plane.joined_single);
            } else if (plane.joined == DOUBLE) {
                values[o] = joined_doubles(a[o], b[o], plane.joined_double);
            } else if (alone) {
                values[o] = rounded(step, c, based(a[o], step.in));
            } else if (step.wide) {
                pair sum = weighted(doubles(based(a[o], step.in)), (double)step.factor,
                                    doubles(based(b[o], step.other)), (double)step.other_factor);
                values[o] = round_double(sum, step.twice[0][c], step.twice[1][c], step.twice[2][c], step.twice[3][c]);
            } else {
                values[o] = rounded(step, c, add(mul(based(a[o], step.in), all((int32_t)step.factor)),
                                                 mul(based(b[o], step.other), all((int32_t)step.other_factor))));
            }
        }
        put_four(job, step.out, pixel, channel, values);
    }
}

/// Bytes whose channels lie one behind the other, into words of four.
static void plane_read_bytes(const Step& step, const Job& job) {
    const Slot& slot = step.out;
    const uint8_t* row = (const uint8_t*)job.ports[step.port];
    uint8_t base = (uint8_t)slot.base;
    for (int64_t pixel = 0; pixel < pixels_of(slot, job.images); pixel += step.inner)
        for (int64_t word = 0; word < slot.words; word++) {
            int32_t* __restrict__ to = plane_of(job, slot, word) + pixel;
            for (int64_t i = 0; i < 4 && word * 4 + i < slot.channels; i++, row += step.inner) {
                if (i == 0)
                    for (int64_t j = 0; j < step.inner; j++) to[j] = (uint8_t)(row[j] - base);
                else
                    for (int64_t j = 0; j < step.inner; j++) to[j] |= (uint32_t)(uint8_t)(row[j] - base) << (8 * i);
            }
        }
}

template <typename T> static void plane_read(const Step& step, const Job& job) {
    const char* row = job.ports[step.port];
    const Slot& slot = step.out;
    if (sizeof(T) == 1 && slot.kind == BYTES && step.inner >= LANES) { plane_read_bytes(step, job); return; }
    for (int64_t pixel = 0; pixel < pixels_of(slot, job.images); pixel += step.inner)
        for (int64_t channel = 0; channel < slot.channels; channel++, row += step.inner * sizeof(T))
            for (int64_t i = 0; i < step.inner; i++) poke(job, slot, pixel + i, channel, fetch<T>(row, i));
}

static void plane_read(const Step& step, const Job& job) {
    switch (step.bytes * 2 + step.is_signed) {
        case 2: plane_read<uint8_t>(step, job); break;
        case 3: plane_read<int8_t>(step, job); break;
        case 4: plane_read<uint16_t>(step, job); break;
        case 5: plane_read<int16_t>(step, job); break;
        case 8: plane_read<uint32_t>(step, job); break;
        default: plane_read<int32_t>(step, job); break;
    }
}

static void plane_write(const Step& step, const Job& job) {
    char* row = job.ports[step.port];
    const Slot& slot = step.in;
    for (int64_t pixel = 0; pixel < pixels_of(slot, job.images); pixel += step.inner)
        for (int64_t channel = 0; channel < slot.channels; channel++)
            for (int64_t i = 0; i < step.inner; i++, row += step.bytes) {
                int64_t value = peek(job, slot, pixel + i, channel);
                memcpy(row, &value, step.bytes);
            }
}

static void plane_move(const Step& step, const Job& job) {
    for (int64_t image = 0; image < job.images; image++)
        for (int64_t pixel = 0; pixel < step.out.pixels; pixel++)
            for (int64_t channel = 0; channel < step.out.channels; channel++) {
                int64_t from = step.window[pixel * step.out.channels + channel];
                const Slot& slot = from < 0 ? step.other : step.in;
                from = from < 0 ? ~from : from;
                int32_t value = peek(job, slot, image * slot.pixels + from / slot.channels, from % slot.channels);
                poke(job, step.out, image * step.out.pixels + pixel, channel, value);
            }
}

static void plane_winner(const Step& step, const Job& job) {
    for (int64_t pixel = 0; pixel < pixels_of(step.out, job.images); pixel++) {
        int64_t best = 0;
        for (int64_t channel = 1; channel < step.in.channels; channel++)
            if (peek(job, step.in, pixel, channel) > peek(job, step.in, pixel, best)) best = channel;
        poke(job, step.out, pixel, 0, (int32_t)best);
    }
}
