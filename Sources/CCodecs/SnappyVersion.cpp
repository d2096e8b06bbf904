// Snappy's version stands only in a header of C++.
#include "CCodecs.h"

#include <snappy-stubs-public.h>

uint32_t assay_snappy_version(void) { return SNAPPY_VERSION; }
