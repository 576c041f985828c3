#include "upgrade/pins.h"
#include "upgrade/steps_internal.h"

/* A pin that has been found, with what the steps so far make of it. */
struct found_pin {
    struct semver minimum;
    bool edited;               /* else it is only told */
    size_t file, edit, change; /* indexes of run->ranges, its edits, and the plan's changes */
};

/* Edits exactly those bytes; false if it must not be done. */
static bool edit_range(struct steps_run *run, const struct pin *pin, struct str text,
                       struct found_pin *found)
{
    struct arena *a = steps_arena(run);
    struct repo_file *file = files_of(&run->plan->survey.repository->files, pin->source);
    struct edits *edits;

    if (!file || files_why_not_edited(a, file).n)
        return false;
    for (found->file = 0; found->file < run->ranges.n; found->file++)
        if (run->ranges.items[found->file].file == file)
            break;
    if (found->file == run->ranges.n)
        vec_push(a, &run->ranges, ((struct bump_file){ .file = file }));
    edits = &run->ranges.items[found->file].edits;
    edits_add(a, edits, pin->range.start, pin->range.end, text);
    found->edit = edits->n - 1;
    return true;
}

static void new_pin(struct steps_run *run, const struct step *step, struct str origin,
                    const struct pin *pin, struct found_pin *found)
{
    struct arena *a = steps_arena(run);
    struct str text = pin->constraint ? step->constraint : step->version;
    struct change c = { .unit = run->unit,
                        .step = step,
                        .origin = origin,
                        .file = files_of(&run->plan->survey.repository->files, pin->source),
                        .edit = { HCL_SET, pin->what, text },
                        .range = pin->range };

    found->edited = text.n && edit_range(run, pin, text, found);
    if (found->edited) {
        vec_push(a, &run->plan->changes, c);
        found->change = run->plan->changes.n - 1;
        return;
    }
    steps_notice(run, step, origin, pin->place,
                 str_printf(a, "%.*s is \"%.*s\"; it must allow %.*s%s%.*s", STR(pin->what),
                            STR(pin->text), STR(step->minimum),
                            step->before.n ? " or later, below " : " or later", STR(step->before)));
}

/*
 * A pin is told once, however many units it holds back. Of several releases that ask for a version
 * the one that asks for the highest counts.
 */
void steps_do_pin(struct steps_run *run, const struct step *step, struct str origin)
{
    struct arena *a = steps_arena(run);
    struct semver minimum, before = { 0 };
    struct pins pins;

    if (!semver_parse(step->minimum, &minimum) ||
        (step->before.n && !semver_parse(step->before, &before)))
        return; /* told when the catalog was read */
    pins_that_block(run->plan->survey.repository, run->facts.unit, step->name, &minimum, &before,
                    &pins);
    for (size_t i = 0; i < pins.n; i++) {
        const struct pin *pin = &pins.items[i];
        struct str key = str_printf(a, "pin %.*s %.*s", STR(pin->place), STR(pin->what));
        struct found_pin *found = map_get(&run->pins, key);

        if (!found) {
            found = arena_new(a, struct found_pin);
            found->minimum = minimum;
            map_put(a, &run->pins, key, found);
            new_pin(run, step, origin, pin, found);
        } else if (found->edited && semver_cmp(&minimum, &found->minimum) > 0) {
            struct str text = pin->constraint ? step->constraint : step->version;
            struct change *c = &run->plan->changes.items[found->change];

            found->minimum = minimum;
            run->ranges.items[found->file].edits.items[found->edit].text = text;
            c->edit.value = text;
            c->step = step;
            c->origin = origin;
        }
    }
}
