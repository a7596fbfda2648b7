/* Conditions of permitted.def about octets and start-lines. */

#include "duel/permitted_if.h"

#include "duel/grammar.h"
#include "duel/octets.h"

/* The octet so far from the place that we refuse; -1 if there is none. */
int
duel_octet(const struct duel *duel, int from)
{
	size_t off = duel->walk.error.off;

	if (from < 0 && off < (size_t)-from)
		return -1;
	off = from < 0 ? off - (size_t)-from : off + (size_t)from;
	return off < duel->rest.len ? duel->rest.at[off] : -1;
}

/* ---- lines ---- */

bool
if_bare_lf(const struct duel *duel)
{
	return duel_octet(duel, 0) == '\n' && duel_octet(duel, -1) != '\r';
}

bool
if_bare_cr(const struct duel *duel)
{
	return (duel_octet(duel, 0) == '\r' && duel_octet(duel, 1) != '\n') ||
	       (duel_octet(duel, -1) == '\r' && duel_octet(duel, 0) != '\n');
}

bool
if_five_empty_lines(const struct duel *duel)
{
	struct h1_span head = {duel->rest.at, 9};

	return duel->rest.len > head.len && span_is(head, "\r\n\r\n\r\n\r\n\r");
}

bool
if_blank(const struct duel *duel)
{
	return duel_octet(duel, 0) == ' ' || duel_octet(duel, 0) == '\t';
}

bool
if_line_begins_blank(const struct duel *duel)
{
	return if_blank(duel) && duel_octet(duel, -1) == '\n';
}

bool
if_line_begins_colon(const struct duel *duel)
{
	return duel_octet(duel, 0) == ':' && duel_octet(duel, -1) == '\n';
}

bool
if_nul(const struct duel *duel)
{
	return duel_octet(duel, 0) == '\0';
}

bool
if_ctl(const struct duel *duel)
{
	int at = duel_octet(duel, 0);

	return at == 0x7F ||
	       (at > 0 && at < ' ' && at != '\t' && at != '\r' && at != '\n');
}

bool
if_ctl_or_nul(const struct duel *duel)
{
	return if_nul(duel) || if_ctl(duel);
}

/* ---- start-lines ---- */

bool
if_white_space(const struct duel *duel)
{
	return if_blank(duel) || duel_octet(duel, 0) == '\v' ||
	       duel_octet(duel, 0) == '\f' || duel_octet(duel, 0) == '\r';
}

bool
if_http_0_9(const struct duel *duel)
{
	const struct peer_answer *answer = &duel->theirs.answer;

	return answer->major == 0 && answer->minor == 9;
}

/* Behind the target is no HTTP-version. */
bool
if_not_http(const struct duel *duel)
{
	struct h1_span target = duel->theirs.target, in;

	if (!target.at)
		return false;
	in = span_from(duel->rest,
		(size_t)(target.at - duel->rest.at) + target.len);
	while (in.len > 0 && in.at[0] == ' ')
		in = span_from(in, 1);
	in.len = span_find(in, '\r');
	return !grammar_version(in);
}

/* Behind the version does not come SP, three digits, SP. */
bool
if_no_status_sp(const struct duel *duel)
{
	const uint8_t *at = duel->rest.at;

	return duel->rest.len <= 12 || at[8] != ' ' || !is_digit(at[9]) ||
	       !is_digit(at[10]) || !is_digit(at[11]) || at[12] != ' ';
}

bool
if_no_version(const struct duel *duel)
{
	struct h1_span version = {duel->rest.at, 8};

	return duel->rest.len < version.len || !grammar_version(version);
}

bool
if_other_major(const struct duel *duel)
{
	return duel->theirs.answer.major != 1;
}

bool
if_minor_above_1(const struct duel *duel)
{
	return duel->walk.head.minor > 1;
}

bool
if_target_invalid(const struct duel *duel)
{
	return !grammar_target(duel->theirs.method, duel->theirs.target);
}

bool
if_host_empty(const struct duel *duel)
{
	struct h1_span authority = grammar_target_authority(H1_SPAN("GET"),
		h1_head_target(&duel->walk.head));

	return authority.at && authority.len == 0;
}

bool
if_method_unknown(const struct duel *duel)
{
	static const char *const known[] = {"DELETE", "GET", "HEAD", "POST",
		"PUT", "CONNECT", "OPTIONS", "TRACE", "COPY", "LOCK", "MKCOL",
		"MOVE", "PROPFIND", "PROPPATCH", "SEARCH", "UNLOCK", "BIND",
		"REBIND", "UNBIND", "ACL", "REPORT", "MKACTIVITY", "CHECKOUT",
		"MERGE", "M-SEARCH", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE",
		"PATCH", "PURGE", "MKCALENDAR", "LINK", "UNLINK", "SOURCE"};
	struct h1_span method = h1_head_method(&duel->walk.head);
	size_t i;

	for (i = 0; i < N(known); i++)
		if (h1_span_equal(method, span_text(known[i])))
			return false;
	return true;
}

bool
if_connect(const struct duel *duel)
{
	return h1_span_equal(duel->theirs.method, H1_SPAN("CONNECT"));
}

/* They found the field lines of the header section, and no others. */
bool
if_connect_trailers(const struct duel *duel)
{
	return if_connect(duel) && duel->trailers.n > 0 &&
	       duel->theirs.n_fields == duel->walk.head.fields.n;
}

bool
if_pri_without_fields(const struct duel *duel)
{
	return h1_span_equal(duel->theirs.method, H1_SPAN("PRI")) &&
	       duel->theirs.n_fields == 0;
}

bool
if_scheme_not_alpha(const struct duel *duel)
{
	struct h1_span target = h1_head_target(&duel->walk.head);
	size_t i = 0;

	while (i < target.len && is_alpha(target.at[i]))
		i++;
	return i > 0 && i < target.len &&
	       (is_digit(target.at[i]) || target.at[i] == '+' ||
		       target.at[i] == '-' || target.at[i] == '.') &&
	       grammar_target_authority(H1_SPAN("GET"), target).at;
}
