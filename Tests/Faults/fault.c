/* Makes calls on one file fail, or never end: for tests of what a program does then.
 *
 * ASSAY_FAULT is KIND:NAME:NUMBER:CODE. From the NUMBER-th call of a KIND (read, write, sync, rename) on a file whose path
 * contains NAME on, calls fail with the error CODE; 0 makes the call wait for ever. The file that ASSAY_FAULT_MARK names is
 * made when the first call is struck.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int calls;

static int strikes_path(const char *kind, const char *path) {
    char wanted[16], name[256];
    int number, code;
    const char *fault = getenv("ASSAY_FAULT");
    if (!fault || sscanf(fault, "%15[^:]:%255[^:]:%d:%d", wanted, name, &number, &code) != 4) return 0;
    if (strcmp(kind, wanted) != 0 || !strstr(path, name)) return 0;
    if (atomic_fetch_add(&calls, 1) + 1 < number) return 0;
    const char *mark = getenv("ASSAY_FAULT_MARK");
    if (mark) close(open(mark, O_CREAT | O_WRONLY, 0644));
    while (code == 0) pause();
    errno = code;
    return 1;
}

static int strikes(const char *kind, int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strikes_path(kind, path);
}

#define PASS_ON(kind, result, name, parameters, arguments)                  \
    result name parameters {                                                \
        static result(*next) parameters;                                    \
        if (!next) next = (result(*) parameters)dlsym(RTLD_NEXT, #name);    \
        return strikes(kind, descriptor) ? -1 : next arguments;             \
    }

PASS_ON("read", ssize_t, read, (int descriptor, void *bytes, size_t count), (descriptor, bytes, count))
PASS_ON("read", ssize_t, pread, (int descriptor, void *bytes, size_t count, off_t at), (descriptor, bytes, count, at))
PASS_ON("read", ssize_t, pread64, (int descriptor, void *bytes, size_t count, off64_t at), (descriptor, bytes, count, at))
PASS_ON("write", ssize_t, write, (int descriptor, const void *bytes, size_t count), (descriptor, bytes, count))
PASS_ON("write", ssize_t, pwrite, (int descriptor, const void *bytes, size_t count, off_t at), (descriptor, bytes, count, at))
PASS_ON("write", ssize_t, pwrite64, (int descriptor, const void *bytes, size_t count, off64_t at), (descriptor, bytes, count, at))
PASS_ON("sync", int, fsync, (int descriptor), (descriptor))
PASS_ON("sync", int, fdatasync, (int descriptor), (descriptor))

int rename(const char *from, const char *to) {
    static int (*next)(const char *, const char *);
    if (!next) next = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    return strikes_path("rename", to) ? -1 : next(from, to);
}
