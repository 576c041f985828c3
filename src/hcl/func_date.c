/* Times in RFC 3339 form. The time of day when a run happens is never known here. */
#include "hcl/func.h"

enum { NANOSECONDS = 1000 * 1000 * 1000, DAY = 24 * 60 * 60 };

struct clock {
    int64_t year;
    int month, day, hour, minute, second, nanosecond;
    int zone; /* seconds east of UTC */
};

/* ---- reading ------------------------------------------------------------------------------ */

static bool is_digit(struct str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* Exactly n digits in min..max. */
static bool take_digits(struct str *s, size_t n, int min, int max, int *ret)
{
    *ret = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(*s, i))
            return false;
        *ret = *ret * 10 + (s->p[i] - '0');
    }
    *s = str_skip(*s, n);
    return *ret >= min && *ret <= max;
}

static bool take_char(struct str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = str_skip(*s, 1);
    return true;
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int month, int64_t year)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return days[month - 1] + (month == 2 && is_leap(year));
}

static void take_fraction(struct str *s, bool lenient, struct clock *t)
{
    int scale = NANOSECONDS / 10;

    if (s->n < 2 || !(s->p[0] == '.' || (lenient && s->p[0] == ',')) || !is_digit(*s, 1))
        return;
    *s = str_skip(*s, 1);
    for (; is_digit(*s, 0); *s = str_skip(*s, 1)) {
        t->nanosecond += (s->p[0] - '0') * scale;
        scale /= 10;
    }
}

static bool take_zone(struct str *s, bool lenient, struct clock *t)
{
    int hours, minutes, sign;

    if (take_char(s, 'Z'))
        return true;
    sign = s->n && s->p[0] == '-' ? -1 : 1;
    if (!take_char(s, sign < 0 ? '-' : '+') || !take_digits(s, 2, 0, lenient ? 24 : 23, &hours) ||
        !take_char(s, ':') || !take_digits(s, 2, 0, lenient ? 60 : 59, &minutes))
        return false;
    t->zone = sign * (hours * 60 + minutes) * 60;
    return true;
}

/*
 * Lenient is what Go's time.Parse allows beyond the RFC, and timecmp() with it: an hour of one
 * digit, a comma in front of the fraction, +24:60.
 */
static bool parse_time(struct str s, bool lenient, struct clock *t)
{
    int year;

    *t = (struct clock){ 0 };
    if (!take_digits(&s, 4, 0, 9999, &year) || !take_char(&s, '-') ||
        !take_digits(&s, 2, 1, 12, &t->month) || !take_char(&s, '-') ||
        !take_digits(&s, 2, 1, days_in(t->month, year), &t->day) || !take_char(&s, 'T') ||
        !take_digits(&s, lenient && !is_digit(s, 1) ? 1 : 2, 0, 23, &t->hour) ||
        !take_char(&s, ':') || !take_digits(&s, 2, 0, 59, &t->minute) || !take_char(&s, ':') ||
        !take_digits(&s, 2, 0, 59, &t->second))
        return false;
    t->year = year;
    take_fraction(&s, lenient, t);
    return take_zone(&s, lenient, t) && s.n == 0;
}

static bool arg_time(struct call *c, size_t i, bool lenient, struct clock *t)
{
    if (parse_time(arg_text(c, i), lenient, t))
        return true;
    call_error(c, (int)i, "\"%.*s\" is no time in RFC 3339 form, such as 2024-01-31T12:00:00Z",
               STR(arg_text(c, i)));
    return false;
}

/* ---- the calendar ------------------------------------------------------------------------- */

/* Days since 1970-01-01; years begin in March here, so that leap days stand at their ends. */
static int64_t days_from(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_from(int64_t days, struct clock *t)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era, of_year;
    int64_t year_of_era, month;

    of_era = z - era * 146097;
    year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    month = (5 * of_year + 2) / 153;
    t->day = (int)(of_year - (153 * month + 2) / 5 + 1);
    t->month = (int)(month < 10 ? month + 3 : month - 9);
    t->year = year_of_era + era * 400 + (t->month <= 2);
}

/* Seconds since 1970 in UTC. */
static int64_t seconds_of(const struct clock *t)
{
    return days_from(t->year, t->month, t->day) * DAY + t->hour * 3600 + t->minute * 60 +
           t->second - t->zone;
}

/* The time at that many seconds, in the zone that *t has already. */
static void set_seconds(struct clock *t, int64_t seconds)
{
    int64_t local = seconds + t->zone, days = local / DAY, rest = local % DAY;

    if (rest < 0) {
        rest += DAY;
        days--;
    }
    date_from(days, t);
    t->hour = (int)(rest / 3600);
    t->minute = (int)(rest / 60 % 60);
    t->second = (int)(rest % 60);
}

/* ---- durations ---------------------------------------------------------------------------- */

static bool take_unit(struct str *s, uint64_t *ret)
{
    static const struct {
        struct str name;
        uint64_t nanoseconds;
    } units[] = {
        { STR_INIT("ns"), 1 },
        { STR_INIT("us"), 1000 },
        { STR_INIT("\xc2\xb5s"), 1000 }, /* the micro sign */
        { STR_INIT("\xce\xbcs"), 1000 }, /* the letter mu */
        { STR_INIT("ms"), 1000000 },
        { STR_INIT("s"), NANOSECONDS },
        { STR_INIT("m"), 60 * (uint64_t)NANOSECONDS },
        { STR_INIT("h"), 3600 * (uint64_t)NANOSECONDS },
    };
    size_t n = 0;

    while (n < s->n && s->p[n] != '.' && !is_digit(*s, n))
        n++;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (str_eq(str_slice(*s, 0, n), units[i].name)) {
            *ret = units[i].nanoseconds;
            *s = str_skip(*s, n);
            return true;
        }
    }
    return false;
}

/* "1.5h", "30m", "1h30m" without a sign, in nanoseconds of at most 2^63. */
static bool parse_parts(struct str s, uint64_t *ret)
{
    const uint64_t limit = (uint64_t)1 << 63;
    uint64_t sum = 0;

    while (s.n) {
        uint64_t n = 0, unit, fraction = 0;
        double scale = 1;
        size_t digits = 0;

        for (; is_digit(s, 0); s = str_skip(s, 1), digits++) {
            if (n > limit / 10)
                return false;
            n = n * 10 + (uint64_t)(s.p[0] - '0');
            if (n > limit)
                return false;
        }
        if (take_char(&s, '.')) {
            for (; is_digit(s, 0); s = str_skip(s, 1), digits++) {
                if (fraction > (limit - 1) / 10)
                    continue; /* more digits than can matter */
                fraction = fraction * 10 + (uint64_t)(s.p[0] - '0');
                scale *= 10;
            }
        }
        if (digits == 0 || !take_unit(&s, &unit) || n > limit / unit)
            return false;
        n = n * unit + (uint64_t)((double)fraction * ((double)unit / scale));
        sum += n;
        if (n > limit || sum > limit)
            return false;
    }
    *ret = sum;
    return true;
}

static bool parse_duration(struct str s, int64_t *ret)
{
    bool minus = s.n && s.p[0] == '-';
    uint64_t n;

    if (minus || (s.n && s.p[0] == '+'))
        s = str_skip(s, 1);
    if (str_is(s, "0")) {
        *ret = 0;
        return true;
    }
    if (s.n == 0 || !parse_parts(s, &n))
        return false;
    if (!minus && n > INT64_MAX)
        return false;
    *ret = minus ? (int64_t)(0 - n) : (int64_t)n;
    return true;
}

/* ---- writing ------------------------------------------------------------------------------ */

static void add_zone(struct buf *out, const struct clock *t, bool colon)
{
    int minutes = (t->zone < 0 ? -t->zone : t->zone) / 60;

    buf_printf(out, "%c%02d%s%02d", t->zone < 0 ? '-' : '+', minutes / 60, colon ? ":" : "",
               minutes % 60);
}

static void add_year(struct buf *out, int64_t year)
{
    buf_printf(out, "%s%04lld", year < 0 ? "-" : "", (long long)(year < 0 ? -year : year));
}

static const struct value *rfc3339(struct call *c, const struct clock *t)
{
    AUTO_BUF struct buf out = BUF_INIT;

    add_year(&out, t->year);
    buf_printf(&out, "-%02d-%02dT%02d:%02d:%02d", t->month, t->day, t->hour, t->minute, t->second);
    if (t->zone == 0)
        buf_addc(&out, 'Z');
    else
        add_zone(&out, t, true);
    return func_text(c, str_copy(c->arena, buf_str(&out)));
}

static const char *const months[] = { "January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December" };
static const char *const weekdays[] = { "Thursday", "Friday",  "Saturday", "Sunday",
                                        "Monday",   "Tuesday", "Wednesday" }; /* from 1970 on */

static void add_number(struct buf *out, size_t n, int value)
{
    buf_printf(out, n == 2 ? "%02d" : "%d", value);
}

/* One sequence of n equal letters; false if there is no such one. */
static bool add_letters(struct buf *out, char letter, size_t n, const struct clock *t)
{
    int64_t day = days_from(t->year, t->month, t->day) % 7;
    const char *name;

    switch (letter) {
    case 'Y':
        if (n == 2)
            buf_printf(out, "%02d", (int)(t->year % 100));
        else if (n == 4)
            add_year(out, t->year);
        return n == 2 || n == 4;
    case 'M':
        name = months[t->month - 1];
        if (n <= 2)
            add_number(out, n, t->month);
        else
            buf_add(out, str_slice(str_z(name), 0, n == 3 ? 3 : STR_NONE));
        return n <= 4;
    case 'D':
        add_number(out, n, t->day);
        return n <= 2;
    case 'E':
        name = weekdays[day < 0 ? day + 7 : day];
        buf_add(out, str_slice(str_z(name), 0, n == 3 ? 3 : STR_NONE));
        return n == 3 || n == 4;
    case 'h':
        add_number(out, n, t->hour);
        return n <= 2;
    case 'H':
        add_number(out, n, t->hour % 12 ? t->hour % 12 : 12);
        return n <= 2;
    case 'A':
        buf_addz(out, t->hour < 12 ? "AM" : "PM");
        return n == 2;
    case 'a':
        buf_addz(out, t->hour < 12 ? "am" : "pm");
        return n == 2;
    case 'm':
        add_number(out, n, t->minute);
        return n <= 2;
    case 's':
        add_number(out, n, t->second);
        return n <= 2;
    case 'Z':
        if (t->zone == 0 && (n == 1 || n == 3))
            buf_addz(out, n == 1 ? "Z" : "UTC");
        else
            add_zone(out, t, n == 1 || n == 5);
        return n != 2 && n <= 5;
    default:
        return false;
    }
}

/*
 * Quoted text at the start of s, with its quotes; two quotes inside stand for one. Returns its
 * length, or 0 if it does not end.
 */
static size_t add_quoted(struct buf *out, struct str s)
{
    size_t end = 1;

    if (s.n > 1 && s.p[1] == '\'') {
        buf_addc(out, '\'');
        return 2;
    }
    while (end < s.n && (s.p[end] != '\'' || (end + 1 < s.n && s.p[end + 1] == '\'')))
        end += s.p[end] == '\'' ? 2 : 1;
    if (end >= s.n && s.p[s.n - 1] == '\'' && s.n > 1)
        end = s.n - 1; /* a doubled quote at the very end closes the text, as in the reference */
    if (end >= s.n)
        return 0;
    for (size_t i = 1; i < end; i++) {
        buf_addc(out, s.p[i]);
        i += s.p[i] == '\'';
    }
    return end + 1;
}

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

static const struct value *formatdate_run(struct call *c)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct str s = arg_text(c, 0);
    struct clock t;

    if (!arg_time(c, 1, false, &t) || !func_text_fits(c, (uint64_t)s.n * 10))
        return NULL;
    while (s.n) {
        size_t n = 1;

        if (s.p[0] == '\'') {
            n = add_quoted(&out, s);
            if (n == 0)
                return call_error(c, 0, "a quoted text does not end");
        } else if (is_letter(s.p[0])) {
            while (n < s.n && s.p[n] == s.p[0])
                n++;
            if (!add_letters(&out, s.p[0], n, &t))
                return call_error(c, 0,
                                  "\"%.*s\" means nothing in a date's format; put text in "
                                  "single quotes",
                                  STR(str_slice(s, 0, n)));
        } else {
            buf_addc(&out, s.p[0]);
        }
        s = str_skip(s, n);
    }
    return func_text(c, str_copy(c->arena, buf_str(&out)));
}

/* ---- other functions ---------------------------------------------------------------------- */

static const struct value *timeadd_run(struct call *c)
{
    int64_t duration, seconds, nanoseconds;
    struct clock t;

    if (!arg_time(c, 0, false, &t))
        return NULL;
    if (!parse_duration(arg_text(c, 1), &duration))
        return call_error(c, 1, "\"%.*s\" is no duration such as 1h30m or -10s",
                          STR(arg_text(c, 1)));
    seconds = seconds_of(&t) + duration / NANOSECONDS;
    nanoseconds = t.nanosecond + duration % NANOSECONDS;
    if (nanoseconds < 0)
        seconds--;
    else if (nanoseconds >= NANOSECONDS)
        seconds++;
    set_seconds(&t, seconds);
    return rfc3339(c, &t);
}

static const struct value *timecmp_run(struct call *c)
{
    struct clock a, b;
    int64_t x, y;

    if (!arg_time(c, 0, true, &a) || !arg_time(c, 1, true, &b))
        return NULL;
    x = seconds_of(&a);
    y = seconds_of(&b);
    if (x == y) {
        x = a.nanosecond;
        y = b.nanosecond;
    }
    return value_int(c->arena, (x > y) - (x < y));
}

static const struct value *now_run(struct call *c)
{
    return value_unknown(c->arena, &type_string,
                         str_printf(c->arena, "%s() differs at every run", c->function->name));
}

static const struct param format_params[] = { { "format", &type_string, 0 },
                                              { "time", &type_string, 0 } };
static const struct param add_params[] = { { "timestamp", &type_string, 0 },
                                           { "duration", &type_string, 0 } };
static const struct param cmp_params[] = { { "timestamp_a", &type_string, 0 },
                                           { "timestamp_b", &type_string, 0 } };

static const struct function table[] = {
    { "formatdate", format_params, 2, NULL, result_string, formatdate_run },
    { "plantimestamp", NULL, 0, NULL, result_string, now_run },
    { "timeadd", add_params, 2, NULL, result_string, timeadd_run },
    { "timecmp", cmp_params, 2, NULL, result_number, timecmp_run },
    { "timestamp", NULL, 0, NULL, result_string, now_run },
};

const struct function_table functions_date = { table, ARRAY_LEN(table), &functions_ip };
