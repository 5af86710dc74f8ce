// libpq for Swift; only built with the package trait PostgreSQL.
#ifndef WRITETHRU_CLIBPQ_SHIM_H
#define WRITETHRU_CLIBPQ_SHIM_H

#include <libpq-fe.h>

#endif
