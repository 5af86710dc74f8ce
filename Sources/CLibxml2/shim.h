// libxml2's HTML parser and XML reader for Swift.
#ifndef WRITETHRU_CLIBXML2_SHIM_H
#define WRITETHRU_CLIBXML2_SHIM_H

#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, whose headers clash with the ICU inside Foundation. Only private structures that
// are never touched here differ without it.
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

#endif
