/*
 * walk: which files of a repository are read.
 *
 * In a Git work tree these are the files that Git tracks or would track: what .gitignore, the
 * repository's exclude file and the user's global one exclude is not entered. Git itself is asked
 * (`git ls-files`), so the answer is right by definition; repositories inside the folder are asked
 * in turn. Without Git, or outside of a work tree, every file below the folder counts.
 * .terraform, .terragrunt-cache, .terragrunt-stack and .git are never entered. Links to folders
 * are not followed; links to files are files.
 */
#ifndef UPGRADE_WALK_H
#define UPGRADE_WALK_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct walk_files {
    struct str *items; /* absolute paths, sorted by bytes, NUL behind each */
    size_t n, cap;
};

struct walk_problem {
    struct str path;
    struct str message;
};

struct walk {
    struct walk_files files;
    struct walk_problem *problems; /* folders that could not be read */
    size_t n_problems, cap_problems;
};

enum { WALK_FILES_MAX = 1000 * 1000, WALK_DEPTH_MAX = 100 };

/* Is this a file that may hold or feed a module reference? By its name: .hcl, .tf, .tofu, … */
bool walk_wants(struct str name);

/*
 * Does Terraform read values of variables from it by itself (terraform.tfvars, *.auto.tfvars; both
 * also as JSON)? By its name.
 */
bool walk_is_variables(struct str name);

/* Is it a configuration of Terraform or OpenTofu, in either syntax? By its name. */
bool walk_is_terraform(struct str path);

/* Is it a test of theirs (.tftest.hcl, .tofutest.hcl)? By its name. */
bool walk_is_test(struct str path);

/*
 * All wanted files below `folder`, in arena a. `named` is the folder at or below it that the user
 * named: if Git ignores it, what is in it is read all the same. Both absolute and clean.
 */
MUST_CHECK int walk_folder(struct arena *a, struct str folder, struct str named, struct walk *ret,
                           struct err *e);

/*
 * Environment variables (ends with NULL) that no git of ours may see: hooks and aliases set them,
 * and they would make it look at another repository.
 */
extern const char *const walk_git_variables[];

/* The folder at or above `folder` that holds ".git"; false if there is none. */
bool walk_git_root(struct arena *a, struct str folder, struct str *ret);

#endif
