#include <errno.h>
#include <string.h>

#include "report/junit_case.h"
#include "report/whole_file.h"

/*
 * JUnit as junit-10.xsd of the Jenkins xUnit plugin has it: a suite for each
 * area, a test case for each result.
 */

/* ---- properties ---- */

static void
put_property(const struct junit *x, const char *name, const char *value)
{
	(void)fputs("   <property", x->out);
	junit_put_attribute(x, "name", name);
	junit_put_attribute(x, "value", value == NULL ? "" : value);
	(void)fputs("/>\n", x->out);
}

static void
put_number(const struct junit *x, const char *name, unsigned long n)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%lu", n);
	put_property(x, name, text);
}

static void
put_properties(const struct junit *x)
{
	const struct run *r = x->run;

	(void)fputs("  <properties>\n", x->out);
	put_property(x, "assay.version", r->version);
	put_property(x, "target.name", r->name);
	put_property(x, "target.url", r->url);
	put_property(x, "target.server", r->server);
	put_property(x, "target.version", r->target_version);
	put_property(x, "target.via", r->connection.via);
	put_property(x, "baseline",
		r->baseline == NULL ? NULL : r->baseline->file);
	put_property(x, "options.fail-on", r->fail_on);
	put_number(x, "options.jobs", r->jobs);
	put_number(x, "options.repeat", r->repeat);
	put_number(x, "options.max-fail", r->max_fail);
	put_property(x, "options.shard", r->shard);
	if (r->shuffled)
		put_number(x, "options.seed", r->seed);
	put_property(x, "options.split", r->split ? "true" : "false");
	put_property(x, "interrupted", r->interrupted ? "true" : "false");
	(void)fputs("  </properties>\n", x->out);
}

/* ---- suites ---- */

/* How many test cases have each ruling, and how long they took. */
struct sums {
	size_t n[N_RULINGS];
	size_t total;
	uint64_t us;
};

static void
add(struct sums *sums, enum ruling s, const struct trace *t)
{
	sums->n[s]++;
	sums->total++;
	sums->us += t == NULL ? 0 : trace_duration_us(t);
}

/* NULL: of all areas. */
static void
add_area(const struct junit *x, const char *area, struct sums *sums)
{
	for (size_t i = 0; i < x->run->n_results; i++) {
		const struct result *r = &x->run->results[i];

		if (area == NULL || strcmp(r->test_case->area, area) == 0)
			add(sums, ruling_of(x->run, x->gate, r), r->trace);
	}
}

static void
add_variances(const struct junit *x, struct sums *sums)
{
	for (size_t i = 0; i < x->run->n_variances; i++) {
		const struct split_variance *v = &x->run->variances[i];

		add(sums, ruling_of_variance(x->run, x->gate, v), v->trace);
	}
}

static void
begin_suite(const struct junit *x, const char *name, const struct sums *sums)
{
	(void)fputs(" <testsuite", x->out);
	junit_put_attribute(x, "name", name);
	(void)fprintf(x->out,
		" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
		"skipped=\"%zu\"",
		sums->total, sums->n[RULING_STOPPED], sums->n[RULING_ERROR],
		sums->n[RULING_SKIPPED] + sums->n[RULING_UNTOLD]);
	junit_put_seconds(x, sums->us);
	junit_put_attribute(x, "timestamp", x->run->started);
	(void)fputs(">\n", x->out);
	put_properties(x);
}

static void
end_suite(const struct junit *x)
{
	(void)fputs(" </testsuite>\n", x->out);
}

static void
put_area(const struct junit *x, const char *area)
{
	struct sums sums = {0};

	add_area(x, area, &sums);
	begin_suite(x, area, &sums);
	for (size_t i = 0; i < x->run->n_results; i++)
		if (strcmp(x->run->results[i].test_case->area, area) == 0)
			junit_put_result(x, &x->run->results[i]);
	end_suite(x);
}

static void
put_variances(const struct junit *x)
{
	struct sums sums = {0};

	if (x->run->n_variances == 0)
		return;
	add_variances(x, &sums);
	begin_suite(x, "split", &sums);
	for (size_t i = 0; i < x->run->n_variances; i++)
		junit_put_variance(x, &x->run->variances[i]);
	end_suite(x);
}

/* A run that did not come to its end is no success. */
static void
put_interruption(const struct junit *x)
{
	const struct sums sums = {.n = {[RULING_ERROR] = 1}, .total = 1};

	if (!x->run->interrupted)
		return;
	begin_suite(x, "run", &sums);
	(void)fputs("  <testcase classname=\"run\" name=\"complete\">\n"
		    "   <error type=\"interrupted\" message=\"the run was "
		    "interrupted: results are missing\"></error>\n"
		    "  </testcase>\n",
		x->out);
	end_suite(x);
}

static void
begin_suites(const struct junit *x)
{
	struct sums sums = {0};

	add_area(x, NULL, &sums);
	add_variances(x, &sums);
	if (x->run->interrupted)
		add(&sums, RULING_ERROR, NULL);
	(void)fprintf(x->out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"assay\" tests=\"%zu\" failures=\"%zu\" "
		"errors=\"%zu\" time=\"%.3f\">\n",
		sums.total, sums.n[RULING_STOPPED], sums.n[RULING_ERROR],
		x->run->seconds);
}

static void
put_junit(FILE *out, const void *data)
{
	struct junit x = *(const struct junit *)data;

	x.out = out;
	begin_suites(&x);
	put_interruption(&x);
	for (size_t i = 0; i < x.areas->n_rows; i++)
		put_area(&x, x.areas->rows[i].name);
	put_variances(&x);
	(void)fputs("</testsuites>\n", out);
}

bool
report_junit(const struct run *r, const char *path)
{
	const char *message;
	struct gate *gate = gate_new(r->fail_on, &message);
	struct tally areas = {0};
	bool ok = false;

	if (gate == NULL || !tally_areas(r, &areas))
		errno = ENOMEM;
	else
		ok = whole_file_write(path, put_junit,
			&(struct junit){NULL, r, gate, &areas});
	tally_free(&areas);
	gate_free(gate);
	return ok;
}
