// libgit2 for Swift. `git_libgit2_opts` is variadic, which Swift cannot call: one typed function a setting.
#ifndef WRITETHRU_CLIBGIT2_SHIM_H
#define WRITETHRU_CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

/// Whether everything libgit2 writes below `.git` is synced to disk; it is not unless asked to.
static inline int writethru_git_set_fsync(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

/// Whether repositories that belong to another user are refused.
static inline int writethru_git_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/// Whether objects read or written are remembered.
static inline int writethru_git_set_caching(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, enabled);
}

/// How much of the packs is mapped at once, in bytes: in windows of this size, and in all.
static inline int writethru_git_set_windows(size_t size, size_t all) {
  int code = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, size);
  return code < 0 ? code : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, all);
}

// The C library shows it to Swift only under a macro that Swift does not set.
int syncfs(int file);

/// Makes everything last that was written to the file system an open file is on; 0, or -1 with `errno`.
static inline int writethru_sync_file_system(int file) {
  return syncfs(file);
}

#endif
