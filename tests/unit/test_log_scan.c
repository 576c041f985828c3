/* Lines of logs, messages, and what is kept of them. What logs show is in tests/data/issues. */
#include "unit.h"

#include "upgrade/log_scan.h"

/* ---- lines ----------------------------------------------------------------------------------- */

static const struct {
    const char *raw, *text, *unit;
    enum log_mark mark;
    enum log_level level;
} lines[] = {
    { "Error: x", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "", "", "", LOG_PLAIN, LOG_NO_LEVEL },
    { " \t Error:\tx \r", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    /* colours */
    { "\033[1;31mError: \033[0m\033[1mx\033[0m", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "[31mError: [0mx[0m", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "\\u001b[31mError: \\x1b[0mx^[[0m\\033[m", "Error: x\\033[m", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "\033]8;;https://x\033\\link\033]8;;\a end", "link end", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "\033_bk;t=1700000000123\a\u2502 Error: x", "Error: x", "", LOG_BOX, LOG_NO_LEVEL },
    { "[Container] 2024/05/02 10:11:12.345678 Error: x", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "\033(Ba\033", "a", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "\033]never ends", "never ends", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "a[0].b[31] [12m", "a[0].b[31]", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "a\\b ^c [d]", "a\\b ^c [d]", "", LOG_PLAIN, LOG_NO_LEVEL },
    /* boxes */
    { "\u2577", "", "", LOG_BOX_TOP, LOG_NO_LEVEL },
    { "\033[31m\u2575\033[0m\033[0m", "", "", LOG_BOX_END, LOG_NO_LEVEL },
    { "  \u2502 Error: x", "Error: x", "", LOG_BOX, LOG_NO_LEVEL },
    { "\u2502", "", "", LOG_BOX, LOG_NO_LEVEL },
    { "| Error: x", "Error: x", "", LOG_BOX, LOG_NO_LEVEL },
    { "|", "", "", LOG_BOX, LOG_NO_LEVEL },
    /* time stamps */
    { "2024-05-02T10:11:12.1234567Z Error: x", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "2024-05-02 10:11:12,123 +0x", "+0x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "[2024-05-02T10:11:12+02:00] x", "x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "2021/08/03 12:00:00 x", "x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "2024-05-02T10:11:12.123Z 01E+x", "x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "2024-05-02 is a day", "2024-05-02 is a day", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "10:11:12x", "10:11:12x", "", LOG_PLAIN, LOG_NO_LEVEL },
    /* Terragrunt, now and then */
    { "10:11:12.123 STDERR [live/logs] terraform: \u2502 Error: x", "Error: x", "live/logs",
      LOG_BOX, LOG_OUTPUT },
    { "10:11:12.123 STDOUT [.] tofu: ", "", ".", LOG_PLAIN, LOG_OUTPUT },
    { "10:11:12.123 ERROR  Error: x", "Error: x", "", LOG_PLAIN, LOG_FAULT },
    { "ERRO[0012] x y prefix=[/live/logs] ", "x y", "/live/logs", LOG_PLAIN, LOG_FAULT },
    { "WARN[0000] x", "x", "", LOG_PLAIN, LOG_WARN },
    { "[terragrunt] [/live/logs] 2020/01/02 03:04:05 x", "x", "/live/logs", LOG_PLAIN,
      LOG_NO_LEVEL },
    { "time=2022-01-20T10:00:00Z level=error msg=a \"b\" c", "a \"b\" c", "", LOG_PLAIN,
      LOG_FAULT },
    { "time=2022-01-20T10:00:00Z level=warning prefix=[/live/x] msg=\"a \\\"b\\\"\\nc\" z=1",
      "a \"b\" c", "/live/x", LOG_PLAIN, LOG_WARN },
    { "time=2024-11-01T10:00:00Z level=stderr prefix=live/x tf-path=terraform msg=\"\u2502 Error: "
      "x\"",
      "Error: x", "live/x", LOG_BOX, LOG_OUTPUT },
    { "level=error msg=", "", "", LOG_PLAIN, LOG_FAULT },
    { "level=error text", "level=error text", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "2021-03-17T16:46:09.525-0400 [DEBUG] plugin: x", "plugin: x", "", LOG_PLAIN, LOG_INFO },
    { "ERROR: Repository not found", "ERROR: Repository not found", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "[1] x", "[1] x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "[\"a\", \"b\"]", "[\"a\", \"b\"]", "", LOG_PLAIN, LOG_NO_LEVEL },
    /* CI and containers */
    { "##[error]Error: x", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "terraform_1  | Error: x", "Error: x", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "terraform_1 |", "", "", LOG_PLAIN, LOG_NO_LEVEL },
    /* JSON */
    { "{\"@level\":\"error\",\"@message\":\"Error: x\",\"diagnostic\":{\"severity\":\"error\","
      "\"summary\":\"x\",\"detail\":\"d\\n\\te\",\"address\":\"a.b\",\"range\":{\"filename\":"
      "\"m.tf\"}}}",
      "Error: x with a.b, on m.tf: d e", "", LOG_PLAIN, LOG_FAULT },
    { "{\"@message\":\"E\",\"diagnostic\":{\"severity\":\"error\",\"summary\":\"x\",\"detail\":"
      "\"d\",\"range\":{\"filename\":\"m.tf\"},\"snippet\":{\"context\":\"resource \\\"a\\\" "
      "\\\"b\\\"\",\"code\":\"  c = 1\"}}}",
      "Error: x on m.tf, in resource \"a\" \"b\": c = 1 d", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "{\"@level\":\"warn\",\"@message\":\"W\",\"diagnostic\":{\"severity\":\"warning\","
      "\"summary\":\"x\"}}",
      "Warning: x", "", LOG_PLAIN, LOG_WARN },
    { "{\"level\":\"stderr\",\"prefix\":\"live/x\",\"msg\":\"\\u001b[31m\u2502 Error: x\"}",
      "Error: x", "live/x", LOG_BOX, LOG_OUTPUT },
    { "{\"msg\": broken", "{\"msg\": broken", "", LOG_PLAIN, LOG_NO_LEVEL },
    { "{\"msg\": 1, \"diagnostic\": 2, \"level\": []}", "", "", LOG_PLAIN, LOG_NO_LEVEL },
};

static void reads_lines(void **state)
{
    AUTO_BUF struct buf scratch = BUF_INIT;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        struct log_line line;

        print_message("%s\n", lines[i].raw);
        log_line_read(&scratch, str_z(lines[i].raw), &line);
        assert_str(line.text, lines[i].text);
        assert_str(line.unit, lines[i].unit);
        assert_int_equal(line.mark, lines[i].mark);
        assert_int_equal(line.level, lines[i].level);
    }
}

/* ---- messages -------------------------------------------------------------------------------- */

static int print(void *context, const struct log_message *m, struct err *e)
{
    struct buf *out = context;

    (void)e;
    buf_printf(out, "%c", "EWO"[m->kind]);
    for (size_t i = 0; i < m->n_lines; i++)
        buf_printf(out, "%s%ju", i ? "," : "", (uintmax_t)m->lines[i].number);
    buf_printf(out, "%s%.*s:%.*s\n", m->unit.n ? "@" : "", STR(m->unit), STR(m->text));
    return 0;
}

static const struct {
    const char *log, *want;
} messages[] = {
    { "", "" },
    { "a\nb\n\nc", "O1,2:a b\nO4:c\n" },
    { "Error: a\n\n  with b,\n\nc\nWarning: d\ne\n",
      "E1,3,5:Error: a with b, c\nW6,7:Warning: d e\n" },
    { "Error: a\n\n\n\nb\n", "E1:Error: a\nO5:b\n" },
    { "Error: a\n\n\nb\n", "E1,4:Error: a b\n" },
    { "Error: a\nReleasing state lock. x\n", "E1:Error: a\nO2:Releasing state lock. x\n" },
    { "Error: a\nm.x: Creating...\n", "E1:Error: a\nO2:m.x: Creating...\n" },
    { "Error: a\nm.x: is bad\n", "E1,2:Error: a m.x: is bad\n" },
    { "Error: Error acquiring\nError message: b\n",
      "E1,2:Error: Error acquiring Error message: b\n" },
    { "\u2577\n\u2502 Error: a\n\u2502 \n\u2502 b\n\u2575\nc\n", "E2,4:Error: a b\nO6:c\n" },
    { "\u2577\n\u2502 Error: a\nnoise\n\u2502 Error: b\n\u2575\n",
      "E2,4:Error: a Error: b\nO3:noise\n" },
    { "\u2502 Error: a\n\u2502 Error: b\n\u2575\n", "E1:Error: a\nE2:Error: b\n" },
    { "\u2502 b\n\u2575\n", "O1:b\n" },
    { "\u2577\n\u2502 Warning: a\n\u2577\n\u2502 Error: b", "W2:Warning: a\nE4:Error: b\n" },
    { "[l/a] \u2577\n[l/b] \u2577\n[l/a] \u2502 Error: a\n[l/b] \u2502 Error: b\n[l/a] \u2502 c\n",
      "E3,5@l/a:Error: a c\nE4@l/b:Error: b\n" },
    { "1:ERRO[0001] a\nERRO[0001] a\nb\nERRO[0002] Hit multiple errors:\nINFO[0003] c\n",
      "O1:1:ERRO[0001] a\nE2,3:a b\nO4:Hit multiple errors:\n" },
    { "WARN[0001] a:\n\nWARN[0001] - b\nWARN[0001] - c\nWARN[0001] d\n",
      "O1,3,4:a: - b - c\nO5:d\n" },
    { "An error occurred (A) when calling\nAn error occurred (B) when\n",
      "E1:An error occurred (A) when calling\nE2:An error occurred (B) when\n" },
    { "\xef\xbb\xbf"
      "Error: a",
      "E1:Error: a\n" },
    { "Error: IAM Role cannot be assumed.\nThere are a number of possible causes of this\nError: "
      "b\n",
      "E1,2,3:Error: IAM Role cannot be assumed. There are a number of possible causes of this "
      "Error: b\n" },
};

static void put_messages_together(struct str log, size_t piece, struct buf *out)
{
    struct log_messages m;
    struct err e;

    log_messages_init(&m, print, out);
    for (size_t at = 0; at < log.n; at += piece)
        assert_int_equal(log_messages_feed(&m, str_slice(log, at, at + piece), &e), 0);
    assert_int_equal(log_messages_end(&m, &e), 0);
    log_messages_release(&m);
}

static void puts_messages_together(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(messages); i++)
        for (size_t piece = 1; piece < 100; piece = piece * 3 + 1) {
            AUTO_BUF struct buf got = BUF_INIT;

            print_message("%s\n", messages[i].log);
            put_messages_together(str_z(messages[i].log), piece, &got);
            assert_str(buf_str(&got), messages[i].want);
        }
}

/* Messages end at their limits, and more units than there is room for do not get mixed. */
static void has_limits(void **state)
{
    AUTO_BUF struct buf log = BUF_INIT, got = BUF_INIT;
    size_t n = 0;

    (void)state;
    buf_addz(&log, "Error: x\n");
    for (int i = 0; i < LOG_MESSAGE_LINES; i++)
        buf_addz(&log, "y\n");
    for (int i = 0; i < 2 * LOG_UNITS_MAX; i++)
        buf_printf(&log, "[u/%d] Error: u%d\n", i, i);
    for (int i = 0; i < 2 * LOG_UNITS_MAX; i++)
        buf_printf(&log, "[u/%d] more%d\n", i, i);
    put_messages_together(buf_str(&log), 1000, &got);
    for (struct str s = buf_str(&got); s.n; n++) {
        struct str line = str_cut(&s, '\n');
        AUTO_ARENA struct arena a = ARENA_INIT;

        for (int i = 0; i < 2 * LOG_UNITS_MAX; i++) {
            struct str unit = str_printf(&a, "@u/%d:", i), error = str_printf(&a, "Error: u%d ", i);

            if (str_find(line, unit) != STR_NONE)
                assert_true(str_find(line, str_lit("Error")) == STR_NONE ||
                            str_find(str_printf(&a, "%.*s ", STR(line)), error) != STR_NONE);
        }
    }
    assert_true(n >= 2 * LOG_UNITS_MAX + 2);
    got.n = 0;
    log.n = 0;
    buf_repeat(&log, 'x', LOG_LINE_MAX + 10);
    buf_addz(&log, "\nError: y");
    put_messages_together(buf_str(&log), 7777, &got);
    assert_true(str_ends(buf_str(&got), str_lit("E2:Error: y\n")));
}

/* ---- secrets --------------------------------------------------------------------------------- */

static void hides_secrets(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "nothing here", "nothing here" },
        { "", "" },
        { "AKIAIOSFODNN7EXAMPLE.", "AKIA***." },
        { "key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY!", "key ***!" },
        { "commit 0f3c1a7e5b9d2c4f6a8e0b1d3c5f7a9e2b4d6f80",
          "commit "
          "0f3c1a7e5b9d2c4f6a8e0b1d3c5f7a9e2b4d6f80" },
        { "https://u:pw@h/x https://ghp0123456789abcdef@h", "https://u:***@h/x https://***@h" },
        { "ssh://git@github.com/x", "ssh://git@github.com/x" },
        { "ghp_0123456789abcdefXYZ, glpat-0123456789abcdefXYZ", "ghp_***, glpat-***" },
        { "db_password = \"abcdef\", PASSWORD=abcdef;", "db_password = \"***\", PASSWORD=***;" },
        { "\"secret_token\": \"0123456789abcdef\"", "\"secret_token\": \"***\"" },
        { "X-Amz-Signature=0123456789&x=1", "X-Amz-Signature=***&x=1" },
        { "Authorization: Bearer abc.def-ghi", "Authorization: Bearer ***" },
        { "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln x", "eyJ*** x" },
        { "ExpiredToken: The security token included",
          "ExpiredToken: The security token included" },
        { "secret not found: x", "secret not found: x" },
        { "arn:aws:secretsmanager:us-east-1:111122223333:secret:x-y",
          "arn:aws:secretsmanager:us-east-1:111122223333:secret:x-y" },
        { "module.app_baseline.module.config.VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS",
          "module.app_baseline.module.config.VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS" },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct secrets *secrets = secrets_new(&a);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str(secrets_hidden(&a, secrets, str_z(cases[i].text)), cases[i].want);
}

/* ---- excerpts -------------------------------------------------------------------------------- */

static void load_issue(struct arena *a, const char *pattern, struct issues *ret)
{
    struct str text = str_printf(a,
                                 "issue \"i\" {\n title = \"t\"\n about = \"a\"\n why = \"w\"\n "
                                 "fix = \"f\"\n match = [\"%s\"]\n}\n",
                                 pattern);
    struct data_file items[] = { { STR_INIT("issues/a.hcl"), STR_INIT("issues/a.hcl"), text } };
    struct data_files files = { items, 1, 1 };
    struct hcl_diags d = { .arena = a };

    issues_load(a, &files, &d, ret);
    assert_int_equal(d.n_errors, 0);
}

static void shows_excerpts(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf log = BUF_INIT;
    const struct log_place *place;
    struct issues issues;
    struct log_scan scan;
    struct err e;

    (void)state;
    load_issue(&a, "needle (?:in|of) hay", &issues);
    log_scan_init(&scan, &a, &issues);
    buf_addz(&log, "Error:");
    for (int i = 0; i < 100; i++)
        buf_addz(&log, " \u00e4\u00f6\u00fc");
    buf_addz(&log, " password=abcdefghijklmnopqrstuvwxyz needle\nin hay");
    for (int i = 0; i < 200; i++)
        buf_addz(&log, " end");
    buf_addz(&log, "\n\n\n\nneedle of hay, needle in hay\nneedle of hay \"needle of hay\"\n");
    buf_addz(&log, "\"needle of hay\"\n# needle of hay\n+ needle of hay\n");
    assert_int_equal(log_scan_feed(&scan, buf_str(&log), &e), 0);
    assert_int_equal(log_scan_end(&scan, &e), 0);
    log_scan_release(&scan);
    assert_int_equal(scan.findings.n, 1);
    assert_int_equal(scan.findings.items[0].count, 3);
    assert_int_equal(scan.n_errors, 1);
    assert_int_equal(scan.n_unknown, 0);
    place = &scan.findings.items[0].places.items[0];
    assert_int_equal(place->line, 1);
    assert_true(place->text.n <= LOG_EXCERPT_MAX);
    assert_true(str_starts(place->text, str_lit("\u2026\u00e4\u00f6\u00fc ")));
    assert_true(str_find(place->text, str_lit("password=*** needle in hay end end")) != STR_NONE);
    assert_true(str_ends(place->text, str_lit("\u2026")));
    assert_int_equal(scan.findings.items[0].places.items[1].line, 6);
    assert_int_equal(scan.findings.items[0].places.items[2].line, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_lines),    cmocka_unit_test(puts_messages_together),
        cmocka_unit_test(has_limits),     cmocka_unit_test(hides_secrets),
        cmocka_unit_test(shows_excerpts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
