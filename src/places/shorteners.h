/* Hosts whose links lead elsewhere and say nothing about where. */
#ifndef PLACES_SHORTENERS_H
#define PLACES_SHORTENERS_H

#include "places/hosts.h"

/* Sorted by name, ended by { 0 }. They are in the index of hosts. */
extern const struct host_row shorteners[];

#endif
