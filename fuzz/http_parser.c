/*
 * http-parser and our request reader, over the same octets: where RFC 9112 leaves no
 * choice, what one refuses the other refuses, and what both accept they read
 * alike and end at the same octet. What else is permitted has a reason in
 * duel/permitted.def.
 */

#define DUEL_WHO HTTP_PARSER
#define DUEL_WHAT REQUEST
#define DUEL_KINDS PEER_REQUESTS
#include "duel/entry.inc"
