#include "syntax/html_names.h"

const struct html_name html_names[] = {
#include "syntax/html_names.inc"
};

const size_t html_name_count = sizeof html_names / sizeof html_names[0];
