// Lets one chosen call that changes the disk kill its process or fail, counted over all threads of the process.
//
// strace counts in each thread by itself, so that a call of the writer's thread is never met while the main thread has
// one of the same number. Loaded with LD_PRELOAD. WRITETHRU_FAULT=unlink:3:0 kills at the third unlink, before it is
// made; unlink:3:28 makes it fail with that errno. WRITETHRU_FAULT_LOG names the file that says what was met.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static char fault[32];
static long when;
static int failure;
static int report = -1;
static pid_t process;
static atomic_long count;

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("WRITETHRU_FAULT");
  const char *path = getenv("WRITETHRU_FAULT_LOG");
  if (!text || !path || sscanf(text, "%31[a-z0-9]:%ld:%d", fault, &when, &failure) != 3) return;
  process = getpid();
  report = (int)syscall(SYS_open, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  // Children that read pages change nothing on the disk.
  unsetenv("WRITETHRU_FAULT");
}

// Whether the call is to fail; does not come back when it is to kill.
static int isMet(const char *name, const char *path, int file) {
  if (when == 0 || strcmp(name, fault) != 0 || getpid() != process) return 0;
  if (atomic_fetch_add(&count, 1) + 1 != when) return 0;
  char link[40], target[4096], line[4200];
  if (!path) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = syscall(SYS_readlink, link, target, sizeof target - 1);
    target[size > 0 ? size : 0] = 0;
    path = target;
  }
  int size = snprintf(line, sizeof line, "%s %s\n", name, path);
  syscall(SYS_write, report, line, (size_t)size);
  if (failure == 0) syscall(SYS_kill, process, SIGKILL);
  errno = failure;
  return 1;
}

// A function of the C library, with the fault before it.
#define CALL(result, name, as, path, file, parameters, arguments) \
  result name parameters { \
    static result (*next) parameters; \
    if (!next) next = (result (*) parameters)dlsym(RTLD_NEXT, #name); \
    return isMet(as, path, file) ? -1 : next arguments; \
  }

CALL(ssize_t, write, "write", NULL, file, (int file, const void *bytes, size_t size), (file, bytes, size))
CALL(ssize_t, pwrite, "pwrite", NULL, file, (int file, const void *bytes, size_t size, off_t at),
     (file, bytes, size, at))
CALL(ssize_t, pwrite64, "pwrite", NULL, file, (int file, const void *bytes, size_t size, off64_t at),
     (file, bytes, size, at))
CALL(int, fsync, "fsync", NULL, file, (int file), (file))
CALL(int, fdatasync, "fdatasync", NULL, file, (int file), (file))
CALL(int, syncfs, "syncfs", NULL, file, (int file), (file))
CALL(int, ftruncate, "ftruncate", NULL, file, (int file, off_t size), (file, size))
CALL(int, ftruncate64, "ftruncate", NULL, file, (int file, off64_t size), (file, size))
CALL(int, fchmod, "fchmod", NULL, file, (int file, mode_t mode), (file, mode))
CALL(int, chmod, "chmod", path, -1, (const char *path, mode_t mode), (path, mode))
CALL(int, rename, "rename", path, -1, (const char *path, const char *new), (path, new))
CALL(int, link, "link", path, -1, (const char *path, const char *new), (path, new))
CALL(int, unlink, "unlink", path, -1, (const char *path), (path))
CALL(int, rmdir, "rmdir", path, -1, (const char *path), (path))
CALL(int, mkdir, "mkdir", path, -1, (const char *path, mode_t mode), (path, mode))

// Only an opening that may make or empty a file changes the disk.
#define OPENING(name) \
  int name(const char *path, int flags, ...) { \
    static int (*next)(const char *, int, ...); \
    if (!next) next = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    return flags & (O_CREAT | O_TRUNC) && isMet("open", path, -1) ? -1 : next(path, flags, mode); \
  }
OPENING(open)
OPENING(open64)
