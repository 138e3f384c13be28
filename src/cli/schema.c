/* Prints the schema that the records keep to. */
#include "cli/command.h"

/* The schema's bytes, made a part of the command by the build (schema.cmake). */
extern const unsigned char schema[];
extern const size_t schema_length;

static int tell(struct settings *settings)
{
    if (settings->operand_count > 0) {
        say("schema takes no operand, not '%s'", settings->operands[0]);
        return EXIT_TROUBLE;
    }
    fwrite(schema, 1, schema_length, stdout); /* that it failed is seen in the end */
    return EXIT_DONE;
}

const struct command command_schema = {
    .name = "schema",
    .operands = "",
    .summary = "Prints the JSON Schema of the records.",
    .bit = FOR_TELLING,
    .tell = tell,
};
