#include "http/status.h"

struct h1_span
http_status_reason(unsigned status)
{
	switch (status) {
#define HTTP_ROW(code, reason) \
	case code:             \
		return H1_SPAN(reason);
#include "http/status.def"
#undef HTTP_ROW
	}
	return H1_SPAN("");
}

bool
http_status_interim(unsigned status)
{
	return status >= 100 && status <= 199;
}

bool
http_status_bodiless(unsigned status)
{
	return http_status_interim(status) || status == 204 || status == 304;
}
