#include "vectors.h"

/* clang-format off */
#define END	" HTTP/1.1\r\nHost: a\r\n\r\n"
#define HOST	"\n Host: a\nend"

static const struct vector rows[] = {
	/* origin-form */
	ACCEPT("GET /a/b;c=d/./..//%41%7e?x=y&z=/?%20" END,
		"GET /a/b;c=d/./..//%41%7e?x=y&z=/?%20 HTTP/1.1 "
		"origin host=a none keep" HOST),
	ACCEPT("GET /-._~!$&'()*+,;=:@" END,
		"GET /-._~!$&'()*+,;=:@ HTTP/1.1 origin host=a none keep" HOST),
	ACCEPT("GET /%00%0d%0a" END,
		"GET /%00%0d%0a HTTP/1.1 origin host=a none keep" HOST),
	ACCEPT("GET //b" END, "GET //b HTTP/1.1 origin host=a none keep" HOST),
	REFUSE(TARGET_FRAGMENT, "GET /x^#y" END),
	REFUSE(TARGET_FRAGMENT, "GET /?x^#" END),
	REFUSE(TARGET_PCT, "GET /%^zz" END),
	REFUSE(TARGET_PCT, "GET /%^" END),
	REFUSE(TARGET_PCT, "GET /a%4^" END),
	REFUSE(TARGET_PCT, "GET /?%4^g" END),
	REFUSE(TARGET_OCTET, "GET /^\\" END),
	REFUSE(TARGET_OCTET, "GET /^\"" END),
	REFUSE(TARGET_OCTET, "GET /^<b>" END),
	REFUSE(TARGET_OCTET, "GET /^{a}" END),
	REFUSE(TARGET_OCTET, "GET /^|" END),
	REFUSE(TARGET_OCTET, "GET /^`" END),
	REFUSE(TARGET_OCTET, "GET /^[" END),
	REFUSE(TARGET_OCTET, "GET /?^]" END),
	REFUSE(TARGET_OCTET, "GET /^\0" END),
	REFUSE(TARGET_OCTET, "GET /^\x01" END),
	REFUSE(TARGET_OCTET, "GET /^\x7F" END),
	REFUSE(TARGET_OCTET, "GET /^\xC3\xA9" END),

	/* no form at all */
	REFUSE(TARGET_FORM, "GET ^!" END),
	REFUSE(TARGET_FORM, "GET index.html^" END),
	REFUSE(TARGET_FORM, "GET ^?x" END),
	REFUSE(TARGET_FORM, "GET ^1http://h/" END),
	REFUSE(TARGET_FORM, "GET ^://h/" END),

	/* asterisk-form */
	ACCEPT("OPTIONS *" END,
		"OPTIONS * HTTP/1.1 asterisk host=a none keep" HOST),
	REFUSE(TARGET_FORM, "GET ^*" END),
	REFUSE(TARGET_FORM, "OPTIONS *^*" END),

	/* absolute-form: its authority is the one to use */
	ACCEPT("GET http://b:80/c?d" END,
		"GET http://b:80/c?d HTTP/1.1 absolute host=b:80 none keep"
		HOST),
	ACCEPT("GET HTTPS://b" END,
		"GET HTTPS://b HTTP/1.1 absolute host=b none keep" HOST),
	ACCEPT("GET http://b?d" END,
		"GET http://b?d HTTP/1.1 absolute host=b none keep" HOST),
	ACCEPT("GET ftp://u:p@b/c" END,
		"GET ftp://u:p@b/c HTTP/1.1 absolute host=b none keep" HOST),
	ACCEPT("GET file:///c" END,
		"GET file:///c HTTP/1.1 absolute host= none keep" HOST),
	ACCEPT("GET http://[::1]:8/" END,
		"GET http://[::1]:8/ HTTP/1.1 absolute host=[::1]:8 none keep"
		HOST),
	ACCEPT("GET http://b HTTP/1.0\r\n\r\n",
		"GET http://b HTTP/1.0 absolute host=b none close\nend"),
	REFUSE(TARGET_NO_AUTHORITY, "GET b:^80" END),
	REFUSE(TARGET_NO_AUTHORITY, "GET http:/^b" END),
	REFUSE(TARGET_NO_AUTHORITY, "GET urn:^isbn:1" END),
	REFUSE(TARGET_HOST_EMPTY, "GET http://^/x" END),
	REFUSE(TARGET_HOST_EMPTY, "GET https://^:443/x" END),
	REFUSE(TARGET_USERINFO, "GET http://u^@b/" END),
	REFUSE(TARGET_USERINFO, "GET http://^@b/" END),
	REFUSE(AUTHORITY_OCTET, "GET ftp://u@v^@b/" END),
	REFUSE(AUTHORITY_OCTET, "GET http://b^\\/" END),
	REFUSE(AUTHORITY_PCT, "GET http://b%4^/" END),
	REFUSE(AUTHORITY_PORT, "GET http://b:6553^6/" END),
	REFUSE(AUTHORITY_PORT, "GET http://b:8^o/" END),
	REFUSE(AUTHORITY_LITERAL, "GET http://[fe80::1^%25e]/" END),
	REFUSE(TARGET_FRAGMENT, "GET http://b^#c" END),
	REFUSE(TARGET_PCT, "GET http://b/%4^" END),
	REFUSE(HOST_MISSING, "GET http://b/ HTTP/1.1\r\n^\r\n"),
	REFUSE(AUTHORITY_OCTET, "GET http://b/ HTTP/1.1\r\nHost: a^ b\r\n\r\n"),

	/* authority-form */
	ACCEPT("CONNECT b:443" END,
		"CONNECT b:443 HTTP/1.1 authority host=b:443 none keep" HOST),
	ACCEPT("CONNECT [::]:65535" END,
		"CONNECT [::]:65535 HTTP/1.1 authority host=[::]:65535 "
		"none keep" HOST),
	REFUSE(CONNECT_PORT, "CONNECT b^" END),
	REFUSE(CONNECT_PORT, "CONNECT b:^" END),
	REFUSE(CONNECT_PORT, "CONNECT b:0^" END),
	REFUSE(AUTHORITY_PORT, "CONNECT b:6553^6" END),
	REFUSE(AUTHORITY_PORT, "CONNECT b:443^/" END),
	REFUSE(TARGET_HOST_EMPTY, "CONNECT ^:443" END),
	REFUSE(AUTHORITY_OCTET, "CONNECT ^/" END),
	REFUSE(AUTHORITY_PORT, "CONNECT http:^//b/" END),
	REFUSE(AUTHORITY_OCTET, "CONNECT u^@b:443" END),
	REFUSE(TARGET_NO_AUTHORITY, "connect b:^443" END),
};
/* clang-format on */

VECTORS(target);
