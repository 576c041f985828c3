/*
 * Address ranges. Addresses are 128-bit integers; where Terraform's library gives odd results
 * (negative subnet numbers, host numbers beyond 64 bits, IPv4 addresses in IPv6 form) they are
 * the same here.
 */
#include "hcl/func.h"

__extension__ typedef unsigned __int128 u128;

struct network {
    u128 address; /* masked */
    int prefix;   /* bits */
    int bits;     /* 32 or 128 */
};

enum { GROUPS = 8 };

/* ---- bits --------------------------------------------------------------------------------- */

/* The lowest n bits set. */
static u128 ones(int n)
{
    return n >= 128 ? ~(u128)0 : ((u128)1 << n) - 1;
}

static u128 mask_of(int prefix, int bits)
{
    return ones(bits) & ~ones(bits - prefix);
}

/* Is this IPv6 address one that stands for an IPv4 address (::ffff:0:0/96)? */
static bool is_mapped(u128 address)
{
    return address >> 32 == 0xffff;
}

static bool is_v4(const struct network *n)
{
    return n->bits == 32 || is_mapped(n->address);
}

/* ---- reading ------------------------------------------------------------------------------ */

static bool take_decimal(struct str *s, unsigned max, unsigned *ret)
{
    size_t n = 0;

    *ret = 0;
    for (; n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++) {
        *ret = *ret * 10 + (unsigned)(s->p[n] - '0');
        if (*ret > max)
            return false;
    }
    *s = str_skip(*s, n);
    return n > 0;
}

/* Leading zeros are allowed: 010 is ten. */
static bool parse_v4(struct str s, u128 *ret)
{
    *ret = 0;
    for (int i = 0; i < 4; i++) {
        unsigned n;

        if (i > 0) {
            if (s.n == 0 || s.p[0] != '.')
                return false;
            s = str_skip(s, 1);
        }
        if (!take_decimal(&s, 255, &n))
            return false;
        *ret = *ret << 8 | n;
    }
    return s.n == 0;
}

static bool take_hex(struct str *s, unsigned *ret)
{
    size_t n = 0;

    *ret = 0;
    for (; n < s->n; n++) {
        char c = s->p[n];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
                                                : 16;

        if (digit == 16)
            break;
        *ret = *ret * 16 + digit;
        if (*ret > 0xffff)
            return false;
    }
    *s = str_skip(*s, n);
    return n > 0;
}

/* The groups of an IPv6 address up to its end; *ret_gap is where "::" stands, or -1. */
static bool parse_groups(struct str s, unsigned groups[GROUPS], int *ret_n, int *ret_gap)
{
    int n = 0;

    *ret_gap = -1;
    if (str_starts(s, str_lit("::"))) {
        *ret_gap = 0;
        s = str_skip(s, 2);
    }
    while (s.n && n < GROUPS) {
        struct str rest = s;
        u128 v4;

        if (str_find_char(s, ':') == STR_NONE && str_find_char(s, '.') != STR_NONE) {
            if (n > GROUPS - 2 || !parse_v4(s, &v4))
                return false;
            groups[n++] = (unsigned)(v4 >> 16);
            groups[n++] = (unsigned)(v4 & 0xffff);
            s = str_skip(s, s.n);
            break;
        }
        if (!take_hex(&rest, &groups[n]))
            return false;
        n++;
        s = rest;
        if (s.n == 0)
            break;
        if (s.p[0] != ':' || s.n == 1)
            return false;
        s = str_skip(s, 1);
        if (s.p[0] == ':') {
            if (*ret_gap >= 0)
                return false;
            *ret_gap = n;
            s = str_skip(s, 1);
        }
    }
    *ret_n = n;
    return s.n == 0;
}

static bool parse_v6(struct str s, u128 *ret)
{
    unsigned groups[GROUPS];
    int n, gap;

    if (!parse_groups(s, groups, &n, &gap) || (gap < 0) != (n == GROUPS))
        return false;
    *ret = 0;
    for (int i = 0; i < n; i++) {
        if (i == gap)
            *ret <<= 16 * (GROUPS - n);
        *ret = *ret << 16 | groups[i];
    }
    if (gap == n && gap > 0)
        *ret <<= 16 * (GROUPS - n);
    return true;
}

static bool parse_address(struct str s, u128 *ret, int *ret_bits)
{
    *ret_bits = 32;
    if (parse_v4(s, ret))
        return true;
    *ret_bits = 128;
    return parse_v6(s, ret);
}

static bool parse_network(struct str s, struct network *ret)
{
    struct str prefix = s, address;
    unsigned n;

    if (str_find_char(s, '/') == STR_NONE)
        return false;
    address = str_cut(&prefix, '/');
    if (!parse_address(address, &ret->address, &ret->bits) || !take_decimal(&prefix, 128, &n) ||
        prefix.n || (int)n > ret->bits)
        return false;
    ret->prefix = (int)n;
    ret->address &= mask_of(ret->prefix, ret->bits);
    return true;
}

/* The first argument as a network; false after call_error(). */
static bool arg_network(struct call *c, struct network *ret)
{
    if (parse_network(arg_text(c, 0), ret))
        return true;
    call_error(c, 0, "\"%.*s\" is no address range such as 10.0.0.0/8", STR(arg_text(c, 0)));
    return false;
}

/* ---- writing ------------------------------------------------------------------------------ */

static struct str v4_text(struct arena *a, u128 address)
{
    unsigned n = (unsigned)address;

    return str_printf(a, "%u.%u.%u.%u", n >> 24, n >> 16 & 255, n >> 8 & 255, n & 255);
}

/* RFC 5952: the longest run of at least two zero groups is written "::". */
static struct str v6_text(struct arena *a, u128 address)
{
    unsigned groups[GROUPS];
    int best = -1, best_len = 1;
    struct str s = { 0 };

    for (int i = 0; i < GROUPS; i++)
        groups[i] = (unsigned)(address >> (16 * (GROUPS - 1 - i))) & 0xffff;
    for (int i = 0; i < GROUPS; i++) {
        int len = 0;

        while (i + len < GROUPS && groups[i + len] == 0)
            len++;
        if (len > best_len) {
            best = i;
            best_len = len;
        }
        i += len;
    }
    for (int i = 0; i < GROUPS; i++) {
        if (i == best) {
            s = str_printf(a, "%.*s::", STR(s));
            i += best_len - 1;
            continue;
        }
        s = str_printf(a, "%.*s%s%x", STR(s), s.n && s.p[s.n - 1] != ':' ? ":" : "", groups[i]);
    }
    return s;
}

static struct str address_text(struct arena *a, u128 address, int bits)
{
    return bits == 32 || is_mapped(address) ? v4_text(a, address) : v6_text(a, address);
}

static struct str network_text(struct arena *a, const struct network *n)
{
    int prefix = n->bits == 128 && is_mapped(n->address) ? n->prefix - 96 : n->prefix;

    return str_printf(a, "%.*s/%d", STR(address_text(a, n->address, n->bits)), prefix);
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* A whole number of less than 128 bits; false after call_error(). */
static bool arg_big(struct call *c, size_t i, bool *ret_minus, u128 *ret)
{
    mpfr_srcptr n = c->args[i]->u.number;
    mpfr_t part;

    if (!mpfr_integer_p(n)) {
        call_error(c, (int)i, "a whole number is needed");
        return false;
    }
    if (!mpfr_zero_p(n) && mpfr_get_exp(n) > 128) {
        call_error(c, (int)i, "the number is too large");
        return false;
    }
    *ret_minus = mpfr_sgn(n) < 0;
    mpfr_init2(part, NUMBER_BITS);
    mpfr_abs(part, n, MPFR_RNDN);
    *ret = 0;
    for (int k = 0; k < 4; k++) {
        /* Thirty-two bits at a time, the highest first. */
        mpfr_t high;
        uint32_t bits;

        mpfr_init2(high, NUMBER_BITS);
        mpfr_div_2ui(high, part, (unsigned long)(96 - 32 * k), MPFR_RNDN);
        mpfr_trunc(high, high);
        bits = (uint32_t)mpfr_get_ui(high, MPFR_RNDN);
        mpfr_mul_2ui(high, high, (unsigned long)(96 - 32 * k), MPFR_RNDN);
        mpfr_sub(part, part, high, MPFR_RNDN);
        mpfr_clear(high);
        *ret = *ret << 32 | bits;
    }
    mpfr_clear(part);
    return true;
}

/* The number at bit `shift` and below among the address' bits; false if it does not fit. */
static bool insert(const struct network *n, u128 number, int shift, u128 *ret)
{
    if (shift >= n->bits ? number != 0 : number > ones(n->bits - shift))
        return false;
    *ret = n->address | (shift >= n->bits ? 0 : number << shift);
    return true;
}

/* ---- functions ---------------------------------------------------------------------------- */

static const struct value *cidrhost_run(struct call *c)
{
    struct network n;
    u128 number, highest, result;
    bool minus, fits;

    if (!arg_network(c, &n) || !arg_big(c, 1, &minus, &number))
        return NULL;
    highest = ones(n.bits - n.prefix);
    if (minus) {
        number--;
        fits = number <= highest;
        number = highest - number;
    } else {
        /* Only 63 bits of the number are compared; with more it is not refused. */
        fits = (number >> 63 & 1) || (u128)(uint64_t)number <= highest;
    }
    if (!fits || !insert(&n, number, is_v4(&n) ? n.bits - 32 : 0, &result))
        return call_error(c, 1, "a range with a prefix of %d bits has no such host", n.prefix);
    return func_text(c, address_text(c->arena, result, n.bits));
}

static const struct value *cidrnetmask_run(struct call *c)
{
    struct network n;

    if (!arg_network(c, &n))
        return NULL;
    if (!is_v4(&n))
        return call_error(c, 0, "IPv6 ranges have no netmask");
    return func_text(c, address_text(c->arena, mask_of(n.prefix, n.bits), n.bits));
}

static const struct value *cidrsubnet_run(struct call *c)
{
    struct network n;
    int64_t new_bits;
    bool minus;
    u128 number;
    int prefix, shift;

    if (!arg_network(c, &n) || !arg_int(c, 1, INT64_MIN, INT64_MAX, &new_bits) ||
        !arg_big(c, 2, &minus, &number))
        return NULL;
    if (new_bits > n.bits - n.prefix || new_bits < -n.prefix)
        return call_error(c, 1, "a prefix of %d bits cannot be extended by %lld", n.prefix,
                          (long long)new_bits);
    if (new_bits >= 0 && new_bits < 64 && (uint64_t)number >> new_bits)
        return call_error(c, 2, "%d more bits have no room for this number", (int)new_bits);
    prefix = n.prefix + (int)new_bits;
    shift = n.bits - prefix;
    if (minus) {
        /* The sign is carried through "or" and then lost, as with the reference's integers. */
        u128 bits = -(number << (shift < 128 ? shift : 0)) | n.address;

        if (n.bits != 32 || number > ones(32))
            return call_error(c, 2, "the number must not be negative");
        n.address = -bits & ones(n.bits);
    } else if (!insert(&n, number, shift, &n.address)) {
        return call_error(c, 2, "%d more bits have no room for this number", (int)new_bits);
    }
    n.prefix = prefix;
    return func_text(c, network_text(c->arena, &n));
}

/* The network of that prefix that follows right behind `before`; false at the end of all. */
static bool next_network(const struct network *before, int prefix, struct network *ret)
{
    u128 last = before->address | ones(before->bits - before->prefix);

    last |= ones(before->bits - prefix);
    *ret = (struct network){ (last + 1) & ones(before->bits), prefix, before->bits };
    return ret->address != 0;
}

static const struct value *cidrsubnets_run(struct call *c)
{
    const struct value **items = arena_array(c->arena, c->n, sizeof *items);
    struct network n, current = { 0 };
    int64_t bits;

    if (!arg_network(c, &n))
        return NULL;
    if (n.bits == 128 && is_mapped(n.address))
        return call_error(c, 0, "write the range in IPv4's own form");
    for (size_t i = 1; i < c->n; i++) {
        struct network next;

        if (!arg_int(c, i, 1, 32, &bits))
            return NULL;
        if (n.prefix + bits > n.bits)
            return call_error(c, (int)i, "a prefix of %d bits cannot be extended by %d", n.prefix,
                              (int)bits);
        /* The reference begins behind the address before the range, which 0 has not. */
        if (i == 1 && n.address != 0)
            next = (struct network){ n.address, n.prefix + (int)bits, n.bits };
        else if (i == 1 || !next_network(&current, n.prefix + (int)bits, &next) ||
                 (next.address & mask_of(n.prefix, n.bits)) != n.address)
            return call_error(c, (int)i, "there is not enough room left in the range");
        current = next;
        items[i - 1] = func_text(c, network_text(c->arena, &current));
    }
    return value_list(c->arena, &type_string, items, c->n - 1);
}

static const struct value *cidrcontains_run(struct call *c)
{
    struct network n, inner;
    u128 mask, last;

    if (!arg_network(c, &n))
        return NULL;
    if (parse_address(arg_text(c, 1), &inner.address, &inner.bits))
        inner.prefix = inner.bits;
    else if (!parse_network(arg_text(c, 1), &inner))
        return call_error(c, 1, "\"%.*s\" is neither an address nor an address range",
                          STR(arg_text(c, 1)));
    if (is_v4(&n) != is_v4(&inner))
        return call_error(c, 1, "one is IPv4 and the other IPv6");
    if (n.bits != inner.bits)
        return value_bool(c->arena, false);
    mask = mask_of(n.prefix, n.bits);
    last = inner.address | ones(inner.bits - inner.prefix);
    return value_bool(c->arena, (inner.address & mask) == n.address && (last & mask) == n.address);
}

static const struct param host_params[] = { { "prefix", &type_string, 0 },
                                            { "hostnum", &type_number, 0 } };
static const struct param prefix_params[] = { { "prefix", &type_string, 0 } };
static const struct param subnet_params[] = { { "prefix", &type_string, 0 },
                                              { "newbits", &type_number, 0 },
                                              { "netnum", &type_number, 0 } };
static const struct param new_bits = { "newbits", &type_number, 0 };
static const struct param contains_params[] = { { "containing_prefix", &type_string, 0 },
                                                { "contained_ip_or_prefix", &type_string, 0 } };

static const struct function table[] = {
    { "cidrcontains", contains_params, 2, NULL, result_bool, cidrcontains_run },
    { "cidrhost", host_params, 2, NULL, result_string, cidrhost_run },
    { "cidrnetmask", prefix_params, 1, NULL, result_string, cidrnetmask_run },
    { "cidrsubnet", subnet_params, 3, NULL, result_string, cidrsubnet_run },
    { "cidrsubnets", prefix_params, 1, &new_bits, result_strings, cidrsubnets_run },
};

const struct function_table functions_ip = { table, ARRAY_LEN(table), &functions_file };
