#ifndef H1_OCTET_RULES_H
#define H1_OCTET_RULES_H

/*
 * The classes of octets, as rules that read like the ABNF, so that each can be
 * checked against its RFC at a glance; for the library alone. The preprocessor
 * makes all tables from them: that of octet.h, and those of the kernels.
 */

/* clang-format off */
#define BETWEEN(c, first, last)	((c) >= (first) && (c) <= (last))
#define UPPER(c)	BETWEEN(c, 'A', 'Z')
#define LOWER(c)	BETWEEN(c, 'a', 'z')
#define ALPHA(c)	(UPPER(c) || LOWER(c))
#define DIGIT(c)	BETWEEN(c, '0', '9')
#define HEXDIG(c)	\
	(DIGIT(c) || BETWEEN(c, 'A', 'F') || BETWEEN(c, 'a', 'f'))
#define VCHAR(c)	BETWEEN(c, 0x21, 0x7E)
#define CTL(c)		((c) < 0x20 || (c) == 0x7F)
#define OWS(c)		((c) == ' ' || (c) == '\t')
#define TCHAR(c)	\
	(ALPHA(c) || DIGIT(c) || (c) == '!' || (c) == '#' || (c) == '$' || \
	(c) == '%' || (c) == '&' || (c) == '\'' || (c) == '*' || \
	(c) == '+' || (c) == '-' || (c) == '.' || (c) == '^' || \
	(c) == '_' || (c) == '`' || (c) == '|' || (c) == '~')
#define OBS_TEXT(c)	((c) >= 0x80)
#define FIELD_VCHAR(c)	(VCHAR(c) || OBS_TEXT(c))
#define FIELD_TEXT(c)	(FIELD_VCHAR(c) || OWS(c))
#define QDTEXT(c)	(FIELD_TEXT(c) && (c) != '"' && (c) != '\\')
#define QUOTED_PAIR(c)	FIELD_TEXT(c)
#define UNRESERVED(c)	\
	(ALPHA(c) || DIGIT(c) || (c) == '-' || (c) == '.' || (c) == '_' || \
	(c) == '~')
#define SUB_DELIMS(c)	\
	((c) == '!' || (c) == '$' || (c) == '&' || (c) == '\'' || \
	(c) == '(' || (c) == ')' || (c) == '*' || (c) == '+' || \
	(c) == ',' || (c) == ';' || (c) == '=')
#define REG_NAME(c)	(UNRESERVED(c) || SUB_DELIMS(c))
#define USERINFO(c)	(REG_NAME(c) || (c) == ':')
#define PCHAR(c)	(REG_NAME(c) || (c) == ':' || (c) == '@')
#define PATH(c)		(PCHAR(c) || (c) == '/')
#define QUERY(c)	(PATH(c) || (c) == '?')
#define SCHEME(c)	\
	(ALPHA(c) || DIGIT(c) || (c) == '+' || (c) == '-' || (c) == '.')
#define LAX_SPACE(c)	\
	(OWS(c) || (c) == 0x0B || (c) == 0x0C || (c) == '\r')
#define LINE_END(c)	((c) == '\r' || (c) == '\n')
#define LINE_SPACE(c)	(OWS(c) || LINE_END(c))
/* clang-format on */

#endif
