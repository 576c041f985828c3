#include "text/inflate.h"

#include "base/vec.h"

enum { BITS_MAX = 15, LENGTH_SYMBOLS = 288, DISTANCE_SYMBOLS = 30 };

struct reader {
    struct arena *arena;
    struct str in;
    size_t at;       /* next byte */
    uint32_t bits;   /* read, not used yet; the lowest comes first */
    unsigned n_bits; /* how many */
    size_t max;
    VEC(char) out;
    struct err *err;
};

/* A canonical Huffman code: how many codes of each length, and the symbols in code order. */
struct code {
    uint16_t counts[BITS_MAX + 1];
    uint16_t symbols[LENGTH_SYMBOLS];
};

static int broken(struct reader *r)
{
    return err_set(r->err, ERR_SYNTAX, "the compressed data is broken near byte %zu", r->at);
}

/* ---- bits --------------------------------------------------------------------------------- */

static int take_bits(struct reader *r, unsigned n, unsigned *ret)
{
    while (r->n_bits < n) {
        if (r->at == r->in.n)
            return broken(r);
        r->bits |= (uint32_t)(unsigned char)r->in.p[r->at++] << r->n_bits;
        r->n_bits += 8;
    }
    *ret = r->bits & ((1U << n) - 1);
    r->bits >>= n;
    r->n_bits -= n;
    return 0;
}

static int put_byte(struct reader *r, char c)
{
    if (r->out.n == r->max)
        return err_set(r->err, ERR_LIMIT, "the data is longer than %zu MiB", r->max >> 20);
    vec_push(r->arena, &r->out, c);
    return 0;
}

/* ---- Huffman codes ------------------------------------------------------------------------ */

/* Makes the code whose symbols have these lengths. Refuses one with more codes than fit. */
static int make_code(struct reader *r, const uint8_t *lengths, size_t n, struct code *ret)
{
    uint16_t offsets[BITS_MAX + 1] = { 0 };
    int left = 1;

    memset(ret, 0, sizeof *ret);
    for (size_t i = 0; i < n; i++)
        ret->counts[lengths[i]]++;
    ret->counts[0] = 0;
    for (size_t len = 1; len <= BITS_MAX; len++) {
        left = left * 2 - ret->counts[len];
        if (left < 0)
            return broken(r);
        if (len < BITS_MAX)
            offsets[len + 1] = (uint16_t)(offsets[len] + ret->counts[len]);
    }
    for (size_t i = 0; i < n; i++)
        if (lengths[i])
            ret->symbols[offsets[lengths[i]]++] = (uint16_t)i;
    return 0;
}

static int take_symbol(struct reader *r, const struct code *code, unsigned *ret)
{
    unsigned value = 0, first = 0, index = 0, bit;

    for (size_t len = 1; len <= BITS_MAX; len++) {
        TRY(take_bits(r, 1, &bit));
        value |= bit;
        if (value - first < code->counts[len]) {
            *ret = code->symbols[index + value - first];
            return 0;
        }
        index += code->counts[len];
        first = (first + code->counts[len]) << 1;
        value <<= 1;
    }
    return broken(r);
}

static int fixed_codes(struct reader *r, struct code *lengths, struct code *distances)
{
    uint8_t bits[LENGTH_SYMBOLS];

    for (size_t i = 0; i < LENGTH_SYMBOLS; i++)
        bits[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    TRY(make_code(r, bits, LENGTH_SYMBOLS, lengths));
    memset(bits, 5, DISTANCE_SYMBOLS);
    return make_code(r, bits, DISTANCE_SYMBOLS, distances);
}

/* The lengths of both codes, run-length encoded by a third code (RFC 1951, 3.2.7). */
static int read_lengths(struct reader *r, const struct code *code, uint8_t *lengths, size_t n)
{
    for (size_t i = 0; i < n;) {
        unsigned symbol, repeat;
        uint8_t value = 0;

        TRY(take_symbol(r, code, &symbol));
        if (symbol < 16) {
            lengths[i++] = (uint8_t)symbol;
            continue;
        }
        if (symbol == 16) {
            if (i == 0)
                return broken(r);
            value = lengths[i - 1];
        }
        TRY(take_bits(r, symbol == 16 ? 2 : symbol == 17 ? 3 : 7, &repeat));
        repeat += symbol == 18 ? 11 : 3;
        if (repeat > n - i)
            return broken(r);
        memset(lengths + i, value, repeat);
        i += repeat;
    }
    return 0;
}

static int dynamic_codes(struct reader *r, struct code *lengths, struct code *distances)
{
    static const uint8_t order[] = { 16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                     11, 4,  12, 3, 13, 2, 14, 1, 15 };
    uint8_t bits[LENGTH_SYMBOLS + 32] = { 0 };
    unsigned n_lengths, n_distances, n_codes, value;
    struct code code;

    TRY(take_bits(r, 5, &n_lengths));
    TRY(take_bits(r, 5, &n_distances));
    TRY(take_bits(r, 4, &n_codes));
    n_lengths += 257;
    n_distances += 1;
    n_codes += 4;
    if (n_lengths > 286 || n_distances > DISTANCE_SYMBOLS)
        return broken(r);
    for (size_t i = 0; i < n_codes; i++) {
        TRY(take_bits(r, 3, &value));
        bits[order[i]] = (uint8_t)value;
    }
    TRY(make_code(r, bits, sizeof order, &code));
    memset(bits, 0, sizeof bits);
    TRY(read_lengths(r, &code, bits, n_lengths + n_distances));
    if (bits[256] == 0)
        return broken(r);
    TRY(make_code(r, bits, n_lengths, lengths));
    return make_code(r, bits + n_lengths, n_distances, distances);
}

/* ---- blocks ------------------------------------------------------------------------------- */

static int copy_match(struct reader *r, unsigned symbol, const struct code *distances)
{
    static const uint16_t lengths[] = { 3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                        15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                        67, 83, 99, 115, 131, 163, 195, 227, 258 };
    static const uint8_t length_bits[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                           2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0 };
    unsigned len, distance, extra;

    symbol -= 257;
    if (symbol >= ARRAY_LEN(lengths))
        return broken(r);
    TRY(take_bits(r, length_bits[symbol], &extra));
    len = lengths[symbol] + extra;
    TRY(take_symbol(r, distances, &symbol));
    /* From symbol 4 on each pair of symbols covers twice the distance, with one bit more. */
    distance = symbol < 4 ? symbol + 1 : (2 + (symbol & 1)) << (symbol / 2 - 1);
    if (symbol >= 4) {
        TRY(take_bits(r, symbol / 2 - 1, &extra));
        distance += extra + 1;
    }
    if (distance > r->out.n)
        return broken(r);
    for (; len > 0; len--)
        TRY(put_byte(r, r->out.items[r->out.n - distance]));
    return 0;
}

static int read_compressed(struct reader *r, const struct code *lengths,
                           const struct code *distances)
{
    for (;;) {
        unsigned symbol;

        TRY(take_symbol(r, lengths, &symbol));
        if (symbol == 256)
            return 0;
        if (symbol < 256)
            TRY(put_byte(r, (char)symbol));
        else
            TRY(copy_match(r, symbol, distances));
    }
}

static int read_stored(struct reader *r)
{
    unsigned len, inverse;

    r->bits = 0;
    r->n_bits = 0;
    TRY(take_bits(r, 16, &len));
    TRY(take_bits(r, 16, &inverse));
    if (len != (inverse ^ 0xffff) || len > r->in.n - r->at)
        return broken(r);
    for (; len > 0; len--)
        TRY(put_byte(r, r->in.p[r->at++]));
    return 0;
}

static int inflate(struct reader *r)
{
    struct code lengths, distances;
    unsigned last, type;

    do {
        TRY(take_bits(r, 1, &last));
        TRY(take_bits(r, 2, &type));
        switch (type) {
        case 0:
            TRY(read_stored(r));
            break;
        case 1:
            TRY(fixed_codes(r, &lengths, &distances));
            TRY(read_compressed(r, &lengths, &distances));
            break;
        case 2:
            TRY(dynamic_codes(r, &lengths, &distances));
            TRY(read_compressed(r, &lengths, &distances));
            break;
        default:
            return broken(r);
        }
    } while (!last);
    r->bits = 0;
    r->n_bits = 0;
    return 0;
}

/* ---- gzip --------------------------------------------------------------------------------- */

static uint32_t crc32(const char *p, size_t n)
{
    uint32_t crc = 0xffffffffU;

    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)p[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0);
    }
    return ~crc;
}

static int skip_bytes(struct reader *r, size_t n)
{
    if (n > r->in.n - r->at)
        return broken(r);
    r->at += n;
    return 0;
}

/* Skips a text that ends with NUL. */
static int skip_text(struct reader *r)
{
    size_t n = str_find_char(str_skip(r->in, r->at), '\0');

    return n == STR_NONE ? broken(r) : skip_bytes(r, n + 1);
}

static int read_header(struct reader *r)
{
    enum { HEADER_CRC = 2, EXTRA = 4, NAME = 8, COMMENT = 16 };
    struct str rest = str_skip(r->in, r->at);
    unsigned flags, len;

    if (rest.n < 10 || !str_starts(rest, str_lit("\x1f\x8b\x08")))
        return err_set(r->err, ERR_SYNTAX, "this is not gzip data");
    flags = (unsigned char)rest.p[3];
    r->at += 10;
    if (flags & EXTRA) {
        TRY(take_bits(r, 16, &len));
        TRY(skip_bytes(r, len));
    }
    if (flags & NAME)
        TRY(skip_text(r));
    if (flags & COMMENT)
        TRY(skip_text(r));
    return flags & HEADER_CRC ? skip_bytes(r, 2) : 0;
}

int gunzip(struct arena *a, struct str bytes, size_t max, struct str *ret, struct err *e)
{
    struct reader r = { .arena = a, .in = bytes, .max = max, .err = e };

    do {
        size_t start = r.out.n;
        unsigned low, high;

        TRY(read_header(&r));
        TRY(inflate(&r));
        TRY(take_bits(&r, 16, &low));
        TRY(take_bits(&r, 16, &high));
        if ((high << 16 | low) != crc32(r.out.items + start, r.out.n - start))
            return err_set(e, ERR_SYNTAX, "the compressed data's checksum is wrong");
        TRY(take_bits(&r, 16, &low));
        TRY(take_bits(&r, 16, &high));
        if ((high << 16 | low) != (uint32_t)(r.out.n - start))
            return err_set(e, ERR_SYNTAX, "the compressed data's length is wrong");
    } while (r.at < bytes.n);
    *ret = str_of(r.out.items, r.out.n);
    return 0;
}
