/*
 * The matcher: all threads of the program run side by side over the text, in order of priority
 * (Pike's algorithm), so that each character is looked at once per instruction at most.
 */
#include "text/regex.h"

#include "text/regex_tree.h"
#include "text/utf8.h"

/* A set of threads: which instructions are in it, in order, with each one's captures. */
struct regex_threads {
    uint32_t *dense, *sparse;
    size_t n;
    size_t *slots; /* n_slots for each instruction */
};

/* What is left to do in following instructions that read nothing. */
struct regex_stack {
    uint32_t inst;
    uint32_t slot; /* if not NO_SLOT: restore this capture to `old` */
    size_t old;
};

enum { NO_SLOT = UINT32_MAX };

struct matcher {
    struct regex_run *run;
    const struct regex *re;
    size_t n_slots;
    size_t *slots; /* of the thread that is being followed */
    size_t *found; /* of the best match so far */
    bool has_match;
};

/* ---- characters --------------------------------------------------------------------------- */

/*
 * One character for all that differ in case only. Dotless and dotted i have no partner of one
 * character without knowing the language.
 */
static uint32_t fold_key(uint32_t code)
{
    if (code == 0x130 || code == 0x131)
        return code;
    return utf8_lower(utf8_upper(code));
}

bool regex_fold_equal(uint32_t x, uint32_t y)
{
    return x == y || fold_key(x) == fold_key(y);
}

static bool item_has(const struct regex_item *item, uint32_t code)
{
    if (item->by_script)
        return utf8_is_script(code, item->script);
    if (item->category[0])
        return strncmp(utf8_category(code), item->category, strlen(item->category)) == 0;
    if (item->set.n == 0)
        return item->low <= code && code <= item->high;
    for (size_t i = 0; i < item->set.n; i += 2)
        if (code < 0x80 && (unsigned char)item->set.p[i] <= code &&
            code <= (unsigned char)item->set.p[i + 1])
            return true;
    return false;
}

/*
 * The characters that are neither the lower, upper nor title case of the one that stands for all:
 * capital sharp s, long s, Kelvin, Angstrom and variants of Greek and Cyrillic letters.
 */
static const uint16_t odd_cases[] = {
    0xb5,   0x17f,  0x1c5,  0x1c8,  0x1cb,  0x1f2,  0x345,  0x3c2,  0x3d0,  0x3d1,  0x3d5,
    0x3d6,  0x3f0,  0x3f1,  0x3f4,  0x3f5,  0x1c80, 0x1c81, 0x1c82, 0x1c83, 0x1c84, 0x1c85,
    0x1c86, 0x1c87, 0x1c88, 0x1e9b, 0x1e9e, 0x1fbe, 0x2126, 0x212a, 0x212b,
};

/* Has the item the character, in any case? */
static bool item_has_folded(const struct regex_item *item, uint32_t code)
{
    uint32_t key = fold_key(code);

    if (item_has(item, code))
        return true;
    if (code == 0x130 || code == 0x131)
        return false;
    if (item_has(item, key) || item_has(item, utf8_upper(key)) || item_has(item, utf8_title(key)))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(odd_cases); i++)
        if (fold_key(odd_cases[i]) == key && item_has(item, odd_cases[i]))
            return true;
    return false;
}

bool regex_class_has(const struct regex_class *class, uint32_t code)
{
    for (size_t i = 0; i < class->n; i++) {
        const struct regex_item *item = &class->items[i];
        bool has = class->fold ? item_has_folded(item, code) : item_has(item, code);

        if (has != item->negated)
            return !class->negated;
    }
    return class->negated;
}

static bool is_word_at(struct str s, size_t at)
{
    char c = at < s.n ? s.p[at] : ' ';

    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool holds(enum regex_assertion assertion, struct str s, size_t at)
{
    switch (assertion) {
    case REGEX_TEXT_START:
        return at == 0;
    case REGEX_TEXT_END:
        return at == s.n;
    case REGEX_LINE_START:
        return at == 0 || s.p[at - 1] == '\n';
    case REGEX_LINE_END:
        return at == s.n || s.p[at] == '\n';
    case REGEX_WORD_EDGE:
    case REGEX_NO_WORD_EDGE:
        break;
    }
    return ((at > 0 && is_word_at(s, at - 1)) != is_word_at(s, at)) ==
           (assertion == REGEX_WORD_EDGE);
}

static bool reads(const struct regex_inst *inst, uint32_t code)
{
    switch (inst->op) {
    case REGEX_OP_CHAR:
        return inst->node->fold ? regex_fold_equal(inst->node->code, code)
                                : inst->node->code == code;
    case REGEX_OP_ANY:
        return inst->node->newline || code != '\n';
    case REGEX_OP_CLASS:
        return regex_class_has(inst->node->class, code);
    case REGEX_OP_ASSERT:
    case REGEX_OP_SAVE:
    case REGEX_OP_SPLIT:
    case REGEX_OP_JUMP:
    case REGEX_OP_MATCH:
        break;
    }
    return false;
}

/* ---- threads ------------------------------------------------------------------------------ */

static bool has_thread(const struct regex_threads *t, uint32_t inst)
{
    return t->sparse[inst] < t->n && t->dense[t->sparse[inst]] == inst;
}

static size_t *add_thread(struct regex_threads *t, uint32_t inst, size_t n_slots)
{
    t->sparse[inst] = (uint32_t)t->n;
    t->dense[t->n++] = inst;
    return t->slots + inst * n_slots;
}

/* Follows what reads nothing from `inst` on, in order of priority, at offset `at` of the text. */
static void follow(struct matcher *m, struct regex_threads *t, uint32_t inst, size_t at)
{
    struct regex_stack *stack = m->run->stack;
    size_t n = 0;

    stack[n++] = (struct regex_stack){ inst, NO_SLOT, 0 };
    while (n > 0) {
        struct regex_stack top = stack[--n];
        const struct regex_inst *i = &m->re->items[top.inst];
        size_t *slots;

        if (top.slot != NO_SLOT) {
            m->slots[top.slot] = top.old;
            continue;
        }
        if (has_thread(t, top.inst))
            continue;
        m->run->steps_left -= m->run->steps_left > 0;
        slots = add_thread(t, top.inst, m->n_slots);
        if (i->op == REGEX_OP_JUMP) {
            stack[n++] = (struct regex_stack){ i->x, NO_SLOT, 0 };
        } else if (i->op == REGEX_OP_SPLIT) {
            stack[n++] = (struct regex_stack){ i->y, NO_SLOT, 0 };
            stack[n++] = (struct regex_stack){ i->x, NO_SLOT, 0 };
        } else if (i->op == REGEX_OP_SAVE) {
            stack[n++] = (struct regex_stack){ 0, i->x, m->slots[i->x] };
            stack[n++] = (struct regex_stack){ top.inst + 1, NO_SLOT, 0 };
            m->slots[i->x] = at;
        } else if (i->op == REGEX_OP_ASSERT) {
            if (holds(i->node->assertion, m->run->text, at))
                stack[n++] = (struct regex_stack){ top.inst + 1, NO_SLOT, 0 };
        } else {
            memcpy(slots, m->slots, m->n_slots * sizeof *slots);
        }
    }
}

/*
 * Lets the threads read the character at `at`; len 0: the text ends there. A match ends all
 * threads behind it, as they have less priority.
 */
static void step(struct matcher *m, size_t at, size_t len, uint32_t code)
{
    struct regex_threads *now = m->run->now, *next = m->run->next;

    next->n = 0;
    for (size_t k = 0; k < now->n; k++) {
        uint32_t at_inst = now->dense[k];
        const struct regex_inst *inst = &m->re->items[at_inst];
        const size_t *slots = now->slots + at_inst * m->n_slots;

        if (inst->op == REGEX_OP_MATCH) {
            memcpy(m->found, slots, m->n_slots * sizeof *slots);
            m->has_match = true;
            break;
        }
        if (len == 0 || !reads(inst, code))
            continue;
        memcpy(m->slots, slots, m->n_slots * sizeof *slots);
        follow(m, next, at_inst + 1, at + len);
    }
    m->run->now = next;
    m->run->next = now;
}

/* The first match at or behind `at`; false if there is none, or the steps are used up. */
static bool search(struct matcher *m, size_t at)
{
    struct str s = m->run->text;

    m->run->now->n = 0;
    for (;;) {
        uint32_t code = 0;
        size_t len = 0;

        if (m->run->now->n == 0) {
            const char *p;

            if (m->has_match || (m->re->anchored && at > 0))
                break;
            if (m->re->first_byte >= 0 && at < s.n) {
                p = memchr(s.p + at, m->re->first_byte, s.n - at);
                at = p ? (size_t)(p - s.p) : s.n;
            }
        }
        if (m->run->steps_left == 0)
            return false;
        if (!m->has_match) {
            for (size_t i = 0; i < m->n_slots; i++)
                m->slots[i] = STR_NONE;
            follow(m, m->run->now, 0, at);
        }
        if (at < s.n) {
            len = utf8_next(str_skip(s, at), &code);
            if (code == UTF8_BAD)
                code = 0xfffd;
        }
        step(m, at, len, code);
        if (len == 0)
            break;
        at += len;
    }
    return m->has_match;
}

/* ---- runs --------------------------------------------------------------------------------- */

static struct regex_threads *threads_new(struct arena *a, size_t n, size_t n_slots)
{
    struct regex_threads *t = arena_new(a, struct regex_threads);

    t->dense = arena_array(a, n, sizeof *t->dense);
    t->sparse = arena_array(a, n, sizeof *t->sparse);
    t->slots = arena_array(a, size_mul(n, n_slots), sizeof *t->slots);
    return t;
}

void regex_start(struct regex_run *run, struct arena *a, const struct regex *re, struct str text)
{
    size_t n_slots = 2 * (re->n_groups + 1);

    *run = (struct regex_run){ .re = re, .text = text, .steps_left = REGEX_STEPS_MAX };
    run->last_end = STR_NONE;
    run->spans = arena_array(a, re->n_groups + 1, sizeof *run->spans);
    run->now = threads_new(a, re->n, n_slots);
    run->next = threads_new(a, re->n, n_slots);
    run->stack = arena_array(a, size_add(re->n * 2, 2), sizeof *run->stack);
    run->scratch = arena_array(a, 2 * n_slots, sizeof *run->scratch);
}

int regex_next(struct regex_run *run, struct err *e)
{
    if (run->at == 0 && str_find(run->text, run->re->literal) == STR_NONE)
        run->at = run->text.n + 1;
    while (run->at <= run->text.n) {
        struct matcher m = { .run = run, .re = run->re, .n_slots = 2 * (run->re->n_groups + 1) };
        size_t start, end, before = run->last_end;
        uint32_t code;

        m.slots = run->scratch;
        m.found = run->scratch + m.n_slots;
        if (!search(&m, run->at)) {
            run->at = run->text.n + 1;
            if (run->steps_left == 0)
                return err_set(e, ERR_LIMIT, "the pattern needs too many steps for this text");
            return 0;
        }
        for (size_t i = 0; i < m.n_slots; i += 2)
            run->spans[i / 2] = (struct regex_span){ m.found[i], m.found[i + 1] };
        start = run->spans[0].start;
        end = run->spans[0].end;
        run->last_end = end;
        if (end > run->at)
            run->at = end;
        else
            run->at += run->at < run->text.n ? utf8_next(str_skip(run->text, run->at), &code) : 1;
        if (start == end && start == before)
            continue;
        for (size_t i = 1; i <= run->re->n_groups; i++)
            if (run->spans[i].start == STR_NONE || run->spans[i].end == STR_NONE)
                run->spans[i] = (struct regex_span){ STR_NONE, STR_NONE };
        return 1;
    }
    return 0;
}
