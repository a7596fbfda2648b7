#include <jansson.h>

#include "report/json_baseline.h"
#include "report/json_fill.h"
#include "report/json_head.h"
#include "report/json_result.h"
#include "report/json_variance.h"
#include "report/report.h"

/* Report format 1, as FORMAT.md describes it. */

#define FORMAT 1

static json_t *
suite_json(const struct run *r)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "name", json_fill_text("assay"));
	json_fill_put(&f, "version", json_fill_text(r->version));
	return json_fill_end(&f);
}

static json_t *
tls_json(const struct run_connection *c)
{
	struct json_fill f;

	if (!c->tls)
		return json_null();
	f = (struct json_fill){json_object(), false};
	json_fill_put(&f, "version", json_fill_text(c->tls_version));
	json_fill_put(&f, "server_name", json_fill_text(c->server_name));
	json_fill_put(&f, "verified", json_boolean(!c->insecure));
	json_fill_put(&f, "cacert", json_fill_text(c->ca_file));
	return json_fill_end(&f);
}

static void
put_connection(struct json_fill *f, const struct run_connection *c)
{
	json_fill_put(f, "address", json_fill_text(c->address));
	json_fill_put(f, "unix_socket", json_fill_text(c->unix_socket));
	json_fill_put(f, "tls", tls_json(c));
	json_fill_put(f, "proxy_protocol",
		c->proxy_protocol > 0 ? json_integer(c->proxy_protocol)
				      : json_null());
	json_fill_put(f, "via", json_fill_text(c->via));
}

static json_t *
target_json(const struct run *r)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "name", json_fill_text(r->name));
	json_fill_put(&f, "url", json_fill_text(r->url));
	json_fill_put(&f, "server", json_fill_text(r->server));
	json_fill_put(&f, "version", json_fill_text(r->target_version));
	put_connection(&f, &r->connection);
	return json_fill_end(&f);
}

static json_t *
header_json(const struct run *r, const char *line)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "line", json_fill_text(line));
	json_fill_put(&f, "results",
		json_integer((json_int_t)report_count_header(r, line)));
	return json_fill_end(&f);
}

static json_t *
headers_json(const struct run *r)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < r->connection.n_headers; i++)
		ok &= json_fill_append(array,
			header_json(r, r->connection.headers[i]));
	return json_fill_array(array, ok);
}

static json_t *
options_json(const struct run *r)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "jobs", json_integer(r->jobs));
	json_fill_put(&f, "fail_on", json_fill_text(r->fail_on));
	json_fill_put(&f, "quiet_ms", json_integer(r->quiet_ms));
	json_fill_put(&f, "seed",
		r->shuffled ? json_integer(r->seed) : json_null());
	json_fill_put(&f, "shard", json_fill_text(r->shard));
	json_fill_put(&f, "repeat", json_integer(r->repeat));
	json_fill_put(&f, "max_fail",
		r->max_fail > 0 ? json_integer(r->max_fail) : json_null());
	json_fill_put(&f, "rate",
		r->rate > 0 ? json_real(r->rate) : json_null());
	json_fill_put(&f, "max_connections",
		r->max_connections > 0 ? json_integer(r->max_connections)
				       : json_null());
	json_fill_put(&f, "headers", headers_json(r));
	return json_fill_end(&f);
}

static json_t *
capabilities_json(const struct run *r)
{
	json_t *array = json_array();
	bool ok = true;

	for (unsigned i = 0; i < N_CAPABILITIES; i++)
		if ((r->capabilities & 1u << i) != 0)
			ok &= json_fill_append(array,
				json_fill_text(capability_name((enum capability)
						i)));
	return json_fill_array(array, ok);
}

static json_t *
routes_json(const struct run *r)
{
	struct json_fill f = {json_object(), false};

	for (int i = 0; i < N_ROUTES; i++)
		json_fill_put(&f, route_name((enum route)i),
			json_fill_text(r->routes[i]));
	return json_fill_end(&f);
}

static json_t *
effect_json(const struct effect *e)
{
	struct json_fill f;

	if (e == NULL)
		return json_null();
	f = (struct json_fill){json_object(), false};
	json_fill_put(&f, "name", json_fill_text(e->texts[EFFECT_TEXT_REAL]));
	json_fill_put(&f, "value", json_fill_text(e->texts[EFFECT_TEXT_VALUE]));
	json_fill_put(&f, "shown", json_integer(e->shown));
	json_fill_put(&f, "absent", json_integer(e->absent));
	return json_fill_end(&f);
}

static json_t *
calibration_json(const struct run *r)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "capabilities", capabilities_json(r));
	json_fill_put(&f, "routes", routes_json(r));
	json_fill_put(&f, "effect", effect_json(r->effect));
	json_fill_put(&f, "median_us", json_integer(r->median_us));
	return json_fill_end(&f);
}

static json_t *
summary_json(const struct run *r)
{
	struct json_fill f = {json_object(), false};
	size_t counts[N_VERDICTS];

	report_counts(r, counts);
	for (int v = 0; v < N_VERDICTS; v++)
		json_fill_put(&f, verdict_name((enum verdict)v),
			json_integer((json_int_t)counts[v]));
	return json_fill_end(&f);
}

static json_t *
results_json(const struct run *r)
{
	json_t *array = json_array();
	bool ok = true;

	for (size_t i = 0; i < r->n_results; i++)
		ok &= json_fill_append(array, json_result(r, &r->results[i]));
	return json_fill_array(array, ok);
}

json_t *
json_head(const struct run *r)
{
	struct json_fill f = {json_object(), false};

	json_fill_put(&f, "format", json_integer(FORMAT));
	json_fill_put(&f, "suite", suite_json(r));
	json_fill_put(&f, "target", target_json(r));
	json_fill_put(&f, "started", json_fill_text(r->started));
	json_fill_put(&f, "seconds", json_real(r->seconds));
	json_fill_put(&f, "options", options_json(r));
	json_fill_put(&f, "calibration", calibration_json(r));
	json_fill_put(&f, "interrupted", json_boolean(r->interrupted));
	json_fill_put(&f, "not_played",
		json_integer((json_int_t)r->n_not_played));
	json_fill_put(&f, "summary", summary_json(r));
	return json_fill_end(&f);
}

static json_t *
run_json(const struct run *r)
{
	struct json_fill f = {json_head(r), false};

	json_fill_put(&f, "results", results_json(r));
	json_fill_put(&f, "splits", json_variances(r));
	json_fill_put(&f, "baseline", json_baseline(r));
	return json_fill_end(&f);
}

bool
report_json(const struct run *r, const char *path)
{
	return json_fill_write(run_json(r), path);
}
