// libdeflate for Swift.
#ifndef WRITETHRU_CDEFLATE_SHIM_H
#define WRITETHRU_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
