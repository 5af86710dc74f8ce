// The GNU C library's settings of `malloc`, which Swift's Glibc does not show.
#ifndef WRITETHRU_CMALLOC_SHIM_H
#define WRITETHRU_CMALLOC_SHIM_H

#include <malloc.h>

#endif
