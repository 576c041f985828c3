#include "text/inflate.h"
#include "unit.h"

/* Each kind of block; the last one is what Terraform's base64gzip("hello") gives. */
static const struct {
    const char *name;
    struct str bytes;
    const char *want;
} cases[] = {
    { "empty",
      STR_INIT("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
      "" },
    { "stored",
      STR_INIT(
          "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x01\x05\x00\xfa\xff\x68\x65\x6c\x6c\x6f\x86"
          "\xa6\x10\x36\x05\x00\x00\x00"),
      "hello" },
    { "fixed",
      STR_INIT(
          "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x90\x00\x80"
          "\x88\xf9\xe5\x11\x00\x00\x00"),
      "hello hello hello" },
    { "dynamic",
      STR_INIT(
          "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x4b\x4c\x4a\xcd\x2a\xcc\x4c\x2e\xc8\xcb\x2b"
          "\x48\xce\x2c\xcc\x4a\x4d\x4a\x1c\x15\xc0\x25\x00\x00\xe6\x58\x54\xcf\x2c\x01\x00\x00"),
      "abejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqic"
      "pnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciq"
      "jebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabejqicpnnpciqjebabej"
      "qicpnnpciqjebabejqicpnnp" },
    { "name",
      STR_INIT(
          "\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x00\x66\x2e\x74\x78\x74\x00\xab\xa8\x20\x0e\x00"
          "\x00\xf0\x71\x1a\xc4\x28\x00\x00\x00"),
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
    { "two members",
      STR_INIT(
          "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x4b\x4c\x02\x00\x6d\x48\x83\x9e\x02\x00\x00"
          "\x00\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x4b\x4e\x01\x00\xda\x8f\xd6\x45\x02\x00"
          "\x00\x00"),
      "abcd" },
    { "flushed",
      STR_INIT(
          "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xca\x48\xcd\xc9\xc9\x07\x00\x00\x00\xff\xff"
          "\x01\x00\x00\xff\xff\x86\xa6\x10\x36\x05\x00\x00\x00"),
      "hello" },
};

static void reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct str text;
        struct err e = { 0 };

        if (gunzip(&a, cases[i].bytes, 1000, &text, &e) < 0)
            fail_msg("%s: %s", cases[i].name, e.message);
        assert_str(text, cases[i].want);
    }
}

/* Every prefix is an error, and so is every changed byte that the checksum covers. */
static void refuses_damage(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct str text;

        for (size_t n = 0; n < cases[i].bytes.n; n++) {
            struct str cut = str_copy(&a, str_slice(cases[i].bytes, 0, n));

            if (gunzip(&a, cut, 1000, &text, NULL) == 0)
                assert_true(strlen(cases[i].want) > text.n); /* one of two members is whole */
        }
        for (size_t n = 10; n < cases[i].bytes.n; n++) {
            char *bytes = arena_copy(&a, cases[i].bytes.p, cases[i].bytes.n);

            bytes[n] = (char)(bytes[n] ^ 0x55);
            if (gunzip(&a, str_of(bytes, cases[i].bytes.n), 1000, &text, NULL) == 0)
                assert_str(text, cases[i].want); /* a name, or padding */
        }
    }
}

static void has_a_limit(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text;
    struct err e = { 0 };

    (void)state;
    assert_int_equal(gunzip(&a, cases[1].bytes, 4, &text, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    assert_int_equal(gunzip(&a, str_lit("no gzip data"), 4, &text, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),
        cmocka_unit_test(refuses_damage),
        cmocka_unit_test(has_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
