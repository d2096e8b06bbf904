#include "CRegularExpressions.h"
