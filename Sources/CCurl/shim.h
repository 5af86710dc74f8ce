// libcurl for Swift. Its setters are variadic, which Swift cannot call: one typed function a kind of value.
#ifndef WRITETHRU_CCURL_SHIM_H
#define WRITETHRU_CCURL_SHIM_H

#include <curl/curl.h>

#endif
