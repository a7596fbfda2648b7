#ifndef FAULT_FAULT_TABLE_H
#define FAULT_FAULT_TABLE_H

/* The rows of faults.def, by name. In the `faults` preset alone. */

#include <stdbool.h>

/* Switches a fault on; false if `name` is NULL or none has it. */
bool fault_switch_on(const char *name);

/* Prints all faults to standard output, as JSON. */
void fault_print_all(void);

#endif
