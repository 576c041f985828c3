#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_fd(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}
#define AUTO_FD CLEANUP(close_fd)

static void close_dir(DIR **d)
{
    if (*d)
        closedir(*d);
}
#define AUTO_DIR CLEANUP(close_dir)

static enum err_code code_of(int number)
{
    switch (number) {
    case ENOENT:
        return ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS:
        return ERR_DENIED;
    default:
        return ERR_IO;
    }
}

static int fail(struct err *e, const char *what, const char *path)
{
    int number = errno;

    return err_set(e, code_of(number), "cannot %s %s: %s", what, path, err_errno(number));
}

static void stamp_of(const struct stat *st, struct fs_stamp *ret)
{
    *ret = (struct fs_stamp){ st->st_dev,  st->st_ino, st->st_size, st->st_mtim,
                              st->st_mode, st->st_uid, st->st_gid,  false };
}

static enum fs_kind kind_of(mode_t mode)
{
    return S_ISREG(mode) ? FS_FILE : S_ISDIR(mode) ? FS_DIR : S_ISLNK(mode) ? FS_LINK : FS_OTHER;
}

bool fs_stamp_eq(const struct fs_stamp *a, const struct fs_stamp *b)
{
    return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
           a->mtime.tv_sec == b->mtime.tv_sec && a->mtime.tv_nsec == b->mtime.tv_nsec;
}

/*
 * Without O_NONBLOCK a named pipe in the tree would hang us here. Links are told apart by trying
 * without them first, which costs nothing for the many files that are none.
 */
static int open_file(const char *path, bool *ret_link)
{
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    int fd = open(path, flags | O_NOFOLLOW);

    *ret_link = fd < 0 && errno == ELOOP;
    return *ret_link ? open(path, flags) : fd;
}

int fs_read(struct arena *a, const char *path, struct str *ret_text, struct fs_stamp *ret_stamp,
            struct err *e)
{
    bool link;
    AUTO_FD int fd = open_file(path, &link);
    struct stat st;
    size_t size, n = 0;
    char *p;

    /* Not ERR_NOT_FOUND: something is there, and somebody must mend it. */
    if (fd < 0 && link && errno == ENOENT)
        return err_set(e, ERR_IO, "cannot read %s: it is a link to a file that is not there", path);
    if (fd < 0 || fstat(fd, &st) < 0)
        return fail(e, "read", path);
    if (!S_ISREG(st.st_mode))
        return err_set(e, ERR_IO, "cannot read %s: not a regular file", path);
    if (st.st_size > FS_FILE_MAX)
        return err_set(e, ERR_LIMIT, "cannot read %s: %lld bytes, the limit is %d", path,
                       (long long)st.st_size, FS_FILE_MAX);
    size = (size_t)st.st_size;
    p = arena_alloc(a, size + 1);
    while (n < size) {
        ssize_t got = read(fd, p + n, size - n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(e, "read", path);
        if (got == 0)
            return err_set(e, ERR_CONFLICT, "%s became shorter while it was read", path);
        n += (size_t)got;
    }
    *ret_text = str_of(p, size);
    if (ret_stamp) {
        stamp_of(&st, ret_stamp);
        ret_stamp->link = link;
    }
    return 0;
}

static int compare_entries(const void *a, const void *b)
{
    return str_cmp(((const struct fs_entry *)a)->name, ((const struct fs_entry *)b)->name);
}

int fs_list(struct arena *a, const char *path, struct fs_entries *ret, struct err *e)
{
    AUTO_DIR DIR *dir = opendir(path);
    struct fs_entries list = { 0 };
    struct dirent *d;

    if (!dir)
        return fail(e, "list", path);
    errno = 0;
    while ((d = readdir(dir))) {
        struct str name = str_z(d->d_name);
        enum fs_kind kind = FS_OTHER;
        struct stat st;

        if (str_is(name, ".") || str_is(name, ".."))
            continue;
        if (d->d_type == DT_REG)
            kind = FS_FILE;
        else if (d->d_type == DT_DIR)
            kind = FS_DIR;
        else if (d->d_type == DT_LNK)
            kind = FS_LINK;
        else if (d->d_type == DT_UNKNOWN &&
                 fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
            kind = kind_of(st.st_mode);
        vec_push(a, &list, ((struct fs_entry){ str_copy(a, name), kind }));
        errno = 0;
    }
    if (errno)
        return fail(e, "list", path);
    if (list.n)
        qsort(list.items, list.n, sizeof *list.items, compare_entries);
    *ret = list;
    return 0;
}

int fs_stat(const char *path, struct fs_stamp *ret, enum fs_kind *ret_kind, struct err *e)
{
    struct stat st;

    if (stat(path, &st) < 0)
        return fail(e, "look at", path);
    if (ret)
        stamp_of(&st, ret);
    if (ret_kind)
        *ret_kind = kind_of(st.st_mode);
    return 0;
}

int fs_make_folder(const char *path, struct err *e)
{
    struct stat st;

    if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return 0;
    return fail(e, "make the folder", path);
}

int fs_real(struct arena *a, const char *path, struct str *ret, struct err *e)
{
    char *real = realpath(path, NULL);

    if (!real)
        return fail(e, "find", path);
    *ret = str_copy(a, str_z(real));
    free(real);
    return 0;
}

static int write_all(int fd, struct str text)
{
    while (text.n) {
        ssize_t put = write(fd, text.p, text.n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return -1;
        text = str_skip(text, (size_t)put);
    }
    return 0;
}

static int write_temporary(int fd, const char *temporary, struct str text,
                           const struct fs_stamp *like, struct err *e)
{
    struct stat st;

    if (write_all(fd, text) < 0)
        return fail(e, "write", temporary);
    if (like) {
        if (fstat(fd, &st) < 0)
            return fail(e, "look at", temporary);
        if ((st.st_uid != like->uid || st.st_gid != like->gid) &&
            fchown(fd, like->uid, like->gid) < 0)
            return fail(e, "keep the owner of", temporary);
    }
    /* After fchown(), which clears the set-id bits. */
    if (fchmod(fd, like ? like->mode & 07777 : 0644) < 0)
        return fail(e, "keep the mode of", temporary);
    if (fsync(fd) < 0)
        return fail(e, "write", temporary);
    return 0;
}

static int check_unchanged(const char *path, const struct fs_stamp *expected, struct err *e)
{
    struct fs_stamp now;

    if (!expected) {
        if (access(path, F_OK) == 0)
            return err_set(e, ERR_CONFLICT, "%s exists already", path);
        return 0;
    }
    TRY(fs_stat(path, &now, NULL, e));
    if (!fs_stamp_eq(&now, expected))
        return err_set(e, ERR_CONFLICT, "%s has changed since it was read: nothing was written",
                       path);
    return 0;
}

static void sync_folder(const char *path)
{
    AUTO_FD int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    /* Some file systems cannot sync a folder; the rename is atomic without it all the same. */
    if (fd >= 0)
        (void)fsync(fd);
}

int fs_replace(const char *path, struct str text, const struct fs_stamp *expected, struct err *e)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str target = str_z(path);
    const char *real, *folder;
    char *temporary;
    int result;

    if (expected)
        TRY(fs_real(&a, path, &target, e));
    real = str_cstr(&a, target);
    TRY(check_unchanged(real, expected, e));
    folder = str_cstr(&a, path_dir(target));
    temporary = arena_copy(&a, "", 0);
    {
        struct str t = str_printf(&a, "%s/.footing-XXXXXX", folder);
        temporary = arena_copy(&a, t.p, t.n);
    }
    {
        AUTO_FD int fd = mkostemp(temporary, O_CLOEXEC);

        if (fd < 0)
            return fail(e, "write in", folder);
        result = write_temporary(fd, temporary, text, expected, e);
    }
    if (result == 0)
        result = check_unchanged(real, expected, e);
    if (result == 0 && rename(temporary, real) < 0)
        result = fail(e, "replace", real);
    if (result < 0)
        unlink(temporary);
    else
        sync_folder(folder);
    return result;
}

int fs_write_private(const char *path, struct str text, struct err *e)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *folder = str_cstr(&a, path_dir(str_z(path)));
    struct str t = str_printf(&a, "%s/.footing-XXXXXX", folder);
    char *temporary = arena_copy(&a, t.p, t.n);
    int result = 0;

    {
        AUTO_FD int fd = mkostemp(temporary, O_CLOEXEC); /* 0600 */

        if (fd < 0)
            return fail(e, "write in", folder);
        if (write_all(fd, text) < 0 || fsync(fd) < 0)
            result = fail(e, "write", temporary);
    }
    if (result == 0 && rename(temporary, path) < 0)
        result = fail(e, "replace", path);
    if (result < 0)
        unlink(temporary);
    else
        sync_folder(folder);
    return result;
}

int fs_make_private_folder(const char *path, struct err *e)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *copy = arena_copy(&a, path, strlen(path));

    for (char *p = copy + 1;; p++) {
        char c = *p;

        if (c != '/' && c != '\0')
            continue;
        *p = '\0';
        if (mkdir(copy, 0700) < 0 && errno != EEXIST)
            return fail(e, "make", copy);
        if (c == '\0')
            return 0;
        *p = c;
    }
}

static int remove_entries(const char *path, unsigned depth, struct err *e)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct fs_entries entries;

    if (depth > FS_DEPTH_MAX)
        return err_set(e, ERR_LIMIT, "%s: more than %d folders deep", path, FS_DEPTH_MAX);
    if (fs_list(&a, path, &entries, e) < 0)
        return -1;
    for (size_t i = 0; i < entries.n; i++) {
        struct str name = str_printf(&a, "%s/%.*s", path, STR(entries.items[i].name));

        if (entries.items[i].kind == FS_DIR) {
            if (remove_entries(name.p, depth + 1, e) < 0)
                return -1;
        } else if (unlink(name.p) < 0 && errno != ENOENT) {
            return fail(e, "remove", name.p);
        }
    }
    return rmdir(path) < 0 && errno != ENOENT ? fail(e, "remove", path) : 0;
}

int fs_remove_folder(const char *path, struct err *e)
{
    struct err problem;

    if (remove_entries(path, 0, &problem) == 0 || problem.code == ERR_NOT_FOUND)
        return 0;
    if (e)
        *e = problem;
    return -1;
}

struct str path_clean(struct arena *a, struct str path)
{
    char *out = arena_alloc(a, path.n + 2);
    bool absolute = path.n && path.p[0] == '/';
    size_t n = 0, floor = 0;

    if (absolute)
        out[n++] = '/';
    floor = n;
    while (path.n) {
        struct str part = str_cut(&path, '/');

        if (part.n == 0 || str_is(part, "."))
            continue;
        if (str_is(part, "..") && n > floor) {
            while (n > floor && out[n - 1] != '/')
                n--;
            if (n > floor)
                n--;
            continue;
        }
        if (str_is(part, "..") && absolute)
            continue;
        if (n > 0 && out[n - 1] != '/')
            out[n++] = '/';
        memcpy(out + n, part.p, part.n);
        n += part.n;
        if (str_is(part, ".."))
            floor = n;
    }
    if (n == 0)
        out[n++] = '.';
    out[n] = '\0';
    return str_of(out, n);
}

struct str path_join(struct arena *a, struct str dir, struct str name)
{
    if (name.n && name.p[0] == '/')
        return path_clean(a, name);
    return path_clean(a, str_printf(a, "%.*s/%.*s", STR(dir), STR(name)));
}

struct str path_dir(struct str path)
{
    size_t at = str_rfind_char(path, '/');

    if (at == STR_NONE)
        return str_lit(".");
    return at == 0 ? str_slice(path, 0, 1) : str_slice(path, 0, at);
}

struct str path_base(struct str path)
{
    size_t at = str_rfind_char(path, '/');

    return at == STR_NONE ? path : str_skip(path, at + 1);
}

struct str path_relative(struct arena *a, struct str from, struct str to)
{
    struct str f = str_skip(from, 1), t = str_skip(to, 1);
    size_t ups = 0;
    char *out;
    size_t n = 0;

    while (f.n && t.n) {
        struct str f_rest = f, t_rest = t;

        if (!str_eq(str_cut(&f_rest, '/'), str_cut(&t_rest, '/')))
            break;
        f = f_rest;
        t = t_rest;
    }
    while (f.n) {
        str_cut(&f, '/');
        ups++;
    }
    out = arena_alloc(a, ups * 3 + t.n + 2);
    for (size_t i = 0; i < ups; i++) {
        memcpy(out + n, n ? "/.." : "..", n ? 3 : 2);
        n += n ? 3 : 2;
    }
    if (t.n) {
        if (n)
            out[n++] = '/';
        memcpy(out + n, t.p, t.n);
        n += t.n;
    }
    if (n == 0)
        out[n++] = '.';
    return str_of(out, n);
}
