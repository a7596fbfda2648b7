#include "report/report.h"

struct format {
	const char *name;
	bool (*write)(const struct run *r, const char *path);
};

static const struct format formats[] = {
#define REPORT(name, function, summary) {#name, function},
#include "report/formats.def"
#undef REPORT
};

const char *
report_format_name(enum report_format f)
{
	return formats[f].name;
}

bool
report_write(const struct run *r, enum report_format f, const char *path)
{
	return formats[f].write(r, path);
}
