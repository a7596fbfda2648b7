/*
 * llhttp and our response reader, over the same octets, as answers to HEAD and to
 * other requests: where RFC 9112 leaves no choice, what one refuses the other
 * refuses, and what both accept they read alike and end at the same octet. What
 * else is permitted has a reason in duel/permitted.def.
 */

#define DUEL_WHO LLHTTP
#define DUEL_WHAT RESPONSE
#define DUEL_KINDS PEER_RESPONSES, PEER_RESPONSES_TO_HEAD
#include "duel/entry.inc"
