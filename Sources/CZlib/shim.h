// zlib for Swift: reading and writing gzip and deflate as a stream. zlib's opening calls are macros; here are functions.
#ifndef WRITETHRU_CZLIB_SHIM_H
#define WRITETHRU_CZLIB_SHIM_H

#include <zlib.h>

// Opens a stream that reads gzip (RFC 1952) and nothing else: 15 window bits, plus 16 for "gzip only".
static inline int zlib_open_reading_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

// Opens a stream that reads bare deflate (RFC 1951), as ZIP holds it.
static inline int zlib_open_reading_deflate(z_stream *stream) { return inflateInit2(stream, -15); }

// Opens a stream that reads zlib's form (RFC 1950), which HTTP calls deflate.
static inline int zlib_open_reading_zlib(z_stream *stream) { return inflateInit2(stream, 15); }

// Opens a stream that writes gzip; its header holds no time and no name, so that the same bytes give the same member.
static inline int zlib_open_writing_gzip(z_stream *stream) {
  return deflateInit2(stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

#endif
