#include "text/utf8.h"
#include "unit.h"

static void every_code_point(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        uint32_t got;
        size_t n;

        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        n = utf8_encode(code, bytes);
        assert_int_equal(utf8_next(str_of(bytes, n), &got), n);
        assert_int_equal(got, code);
        assert_int_equal(utf8_prev(str_of(bytes, n), &got), n);
        assert_int_equal(got, code);
        /* Cut short it is broken, byte by byte. */
        for (size_t k = 1; k < n; k++) {
            assert_int_equal(utf8_next(str_of(bytes, k), &got), 1);
            assert_int_equal(got, UTF8_BAD);
            assert_int_equal(utf8_prev(str_of(bytes, k), &got), 1);
            assert_int_equal(got, UTF8_BAD);
        }
    }
}

static void validity(void **state)
{
    static const struct {
        const char *text;
        size_t prefix;
    } cases[] = {
        { "", 0 },
        { "0123456789", 10 },
        { "0123456\xC3\xA9", 9 },
        { "0123456789\xFF", 10 },
        { "\xC0\x80", 0 },
        { "\xE0\x80\x80", 0 },
        { "\xF0\x80\x80\x80", 0 },
        { "a\xED\xA0\x80", 1 },
        { "\xED\x9F\xBF\xEE\x80\x80", 6 },
        { "\xF4\x8F\xBF\xBF", 4 },
        { "\xF4\x90\x80\x80", 0 },
        { "a\x80", 1 },
        { "a\xE2\x82", 1 },
        { "\xF8\x88\x80\x80\x80", 0 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str s = str_z(cases[i].text);

        assert_int_equal(utf8_valid_prefix(s), cases[i].prefix);
        assert_int_equal(utf8_is_valid(s), cases[i].prefix == s.n);
    }
}

static void white_space(void **state)
{
    struct str s = str_lit(" \t\xC2\xA0\xE3\x80\x80x\xE2\x80\xA8\n");

    (void)state;
    assert_int_equal(utf8_space_prefix(s), 7);
    assert_int_equal(utf8_space_suffix(s), 4);
    assert_int_equal(utf8_space_prefix(str_lit("\xE2\x80\x8B")), 0); /* zero width space is none */
    assert_int_equal(utf8_space_prefix(str_lit("\xC0\xA0")), 0);     /* overlong */
    assert_int_equal(utf8_space_suffix(str_lit("  ")), 2);
    assert_int_equal(utf8_space_suffix(str_lit("\xA0")), 0);
}

static void identifiers(void **state)
{
    static const struct {
        uint32_t code;
        bool start, goes_on;
    } cases[] = {
        { 'a', true, true },     { 'Z', true, true },      { '_', false, true },
        { '0', false, true },    { '-', false, false },    { '@', false, false },
        { '[', false, false },   { '`', false, false },    { '{', false, false },
        { 0xAA, true, true },    { 0xB7, false, true },    { 0xD7, false, false },
        { 0x301, false, true },  { 0x2118, true, true },   { 0x309B, true, true },
        { 0x65E5, true, true },  { 0xA7CE, true, true },   { 0x1F600, false, false },
        { 0x10940, true, true }, { 0x323B0, true, true },  { 0xE0100, false, true },
        { 0x3A3, true, true },   { 0x20AC, false, false }, { UTF8_BAD, false, false },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_int_equal(utf8_is_id_start(cases[i].code), cases[i].start);
        assert_int_equal(utf8_is_id_continue(cases[i].code), cases[i].goes_on);
    }
}

static void clusters(void **state)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        { "", 0 },
        { "abc", 3 },
        { "\r\n", 1 },
        { "\n\r", 2 },
        { "\n\xCC\x81", 2 },
        { "e\xCC\x81\xCC\x81x", 2 },
        { "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", 1 },
        { "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7", 2 },
        { "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 1 },
        { "\xFF\xFF", 2 },
        { "a\xFF\xCC\x81", 3 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(utf8_clusters(str_z(cases[i].text)), cases[i].n);
    assert_int_equal(utf8_cluster(str_lit("e\xCC\x81x")), 3);
}

static void widths(void **state)
{
    (void)state;
    assert_int_equal(utf8_width('a'), 1);
    assert_int_equal(utf8_width('\n'), 0);
    assert_int_equal(utf8_width(0x301), 0);
    assert_int_equal(utf8_width(0x65E5), 2);
    assert_int_equal(utf8_width(0x1F600), 2);
    assert_int_equal(utf8_width(UTF8_BAD), 1);
}

static void normal_form(void **state)
{
    static const struct {
        const char *text, *nfc;
    } cases[] = {
        { "", "" },
        { "abc\xC3\xA9", "abc\xC3\xA9" },
        { "e\xCC\x81", "\xC3\xA9" },
        { "\xE2\x84\xAB", "\xC3\x85" },                             /* Angstrom sign */
        { "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C" }, /* Hangul */
        { "q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87" },               /* marks in their order */
        { "\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC" },             /* an excluded composition */
        { "e\xFF\xCC\x81", "e\xFF\xCC\x81" },
        { "\xFF"
          "e\xCC\x81",
          "\xFF\xC3\xA9" },
        { "\xF0\xAF\xA0\x80", "\xE4\xB8\xBD" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct str s = str_z(cases[i].text), nfc = utf8_nfc(&a, s);

        assert_str(nfc, cases[i].nfc);
        assert_int_equal(utf8_is_nfc(s), str_is(s, cases[i].nfc));
        assert_true(utf8_is_nfc(nfc));
        if (utf8_is_nfc(s))
            assert_ptr_equal(nfc.p, s.p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point), cmocka_unit_test(validity),
        cmocka_unit_test(white_space),      cmocka_unit_test(identifiers),
        cmocka_unit_test(clusters),         cmocka_unit_test(widths),
        cmocka_unit_test(normal_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
