#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/vec.h"

extern char **environ;

enum { ERRORS_MAX = 4096 };

struct pipes {
    int in[2], out[2], err[2];
};

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_pipes(struct pipes *p)
{
    for (int i = 0; i < 2; i++) {
        close_end(&p->in[i]);
        close_end(&p->out[i]);
        close_end(&p->err[i]);
    }
}

/* Is the entry's variable one of the names ("NAME", or "NAME=VALUE")? */
static bool is_among(const char *entry, const char *const *names)
{
    for (; names && *names; names++) {
        size_t n = strcspn(*names, "=");

        if (strncmp(entry, *names, n) == 0 && entry[n] == '=')
            return true;
    }
    return false;
}

static char **environment(struct arena *a, const struct proc_options *o)
{
    VEC(char *) list = { 0 };

    for (char **entry = environ; entry && *entry; entry++)
        if (!is_among(*entry, o->unset) && !is_among(*entry, o->set))
            vec_push(a, &list, *entry);
    for (const char *const *entry = o->set; entry && *entry; entry++)
        vec_push(a, &list, (char *)(uintptr_t)*entry);
    vec_push(a, &list, NULL);
    return list.items;
}

/* One read; false at the end of the stream. */
static bool drain(int fd, struct buf *to, size_t max)
{
    char piece[65536];
    ssize_t got = read(fd, piece, sizeof piece);

    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    if (got > 0 && to->n < max)
        buf_add(to, str_of(piece, (size_t)got < max - to->n ? (size_t)got : max - to->n));
    return got > 0;
}

static void feed(int *fd, struct str *input)
{
    ssize_t put = input->n ? write(*fd, input->p, input->n) : 0;

    if (put > 0)
        *input = str_skip(*input, (size_t)put);
    if (input->n == 0 || (put < 0 && errno != EINTR && errno != EAGAIN))
        close_end(fd);
}

static void converse(struct pipes *p, struct str input, struct buf *out, struct buf *err)
{
    if (input.n == 0)
        close_end(&p->in[1]);
    while (p->out[0] >= 0 || p->err[0] >= 0 || p->in[1] >= 0) {
        struct pollfd fds[3] = {
            { .fd = p->out[0], .events = POLLIN },
            { .fd = p->err[0], .events = POLLIN },
            { .fd = p->in[1], .events = POLLOUT },
        };

        if (poll(fds, 3, -1) < 0 && errno != EINTR)
            return;
        if (fds[0].revents && !drain(p->out[0], out, PROC_OUTPUT_MAX))
            close_end(&p->out[0]);
        if (fds[1].revents && !drain(p->err[0], err, ERRORS_MAX))
            close_end(&p->err[0]);
        if (fds[2].revents)
            feed(&p->in[1], &input);
    }
}

static int spawn(struct arena *a, const char *const *argv, const struct proc_options *o,
                 struct pipes *p, pid_t *ret)
{
    posix_spawn_file_actions_t actions;
    int failed;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, p->in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, p->out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, p->err[1], STDERR_FILENO);
    if (o->folder)
        posix_spawn_file_actions_addchdir_np(&actions, o->folder);
    failed = posix_spawnp(ret, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv,
                          environment(a, o));
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

int proc_run_with(struct arena *a, const char *const *argv, const struct proc_options *o,
                  struct proc_result *ret, struct err *e)
{
    CLEANUP(close_pipes) struct pipes p = { { -1, -1 }, { -1, -1 }, { -1, -1 } };
    AUTO_BUF struct buf out = BUF_INIT, err = BUF_INIT;
    int status, failed;
    pid_t pid;

    if (pipe2(p.in, O_CLOEXEC) < 0 || pipe2(p.out, O_CLOEXEC) < 0 || pipe2(p.err, O_CLOEXEC) < 0)
        return err_set(e, ERR_IO, "cannot run %s: %s", argv[0], err_errno(errno));
    failed = spawn(a, argv, o, &p, &pid);
    if (failed)
        return err_set(e, failed == ENOENT ? ERR_NOT_FOUND : ERR_IO, "cannot run %s: %s", argv[0],
                       err_errno(failed));
    close_end(&p.in[0]);
    close_end(&p.out[1]);
    close_end(&p.err[1]);
    fcntl(p.in[1], F_SETFL, O_NONBLOCK);
    converse(&p, o->input, &out, &err);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return err_set(e, ERR_IO, "cannot wait for %s: %s", argv[0], err_errno(errno));
    if (out.n == PROC_OUTPUT_MAX)
        return err_set(e, ERR_LIMIT, "%s printed more than %d bytes", argv[0], PROC_OUTPUT_MAX);
    ret->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ret->output = str_copy(a, buf_str(&out));
    ret->errors = str_copy(a, buf_str(&err));
    return 0;
}

int proc_run(struct arena *a, const char *const *argv, const char *const *unset, struct str input,
             struct proc_result *ret, struct err *e)
{
    const struct proc_options o = { .unset = unset, .input = input };

    return proc_run_with(a, argv, &o, ret, e);
}
