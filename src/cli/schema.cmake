# Writes the bytes of the file FROM as an array of C, into OUT: cmake -D FROM=... -D OUT=... -P schema.cmake
file(READ ${FROM} bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT
"#include <stddef.h>

extern const unsigned char schema[];
extern const size_t schema_length;
const unsigned char schema[] = {
${bytes}
};
const size_t schema_length = sizeof schema;
")
