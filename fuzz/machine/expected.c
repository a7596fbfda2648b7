#include "machine/expected.h"

#include "machine/fields.h"
#include "machine/service.h"

void
expected_free(struct expected *expected)
{
	pile_free(&expected->content);
}

bool
expected_conditions(struct expected *expected, const struct asked *asked,
	const struct resource *resource)
{
	switch (conditions_judge(asked, resource)) {
	case VERDICT_PROCEED:
		return true;
	case VERDICT_NOT_MODIFIED:
		expected->status = 304;
		break;
	case VERDICT_FAILED:
		expected->status = 412;
		break;
	case VERDICT_UNKNOWN:
		break;
	}
	return false;
}

static bool
expects_other(const struct asked *asked)
{
	return asked->head.minor > 0 &&
	       fields_other(&asked->head.fields, "Expect", "100-continue");
}

bool
expected_of_server(struct expected *expected, const struct asked *asked)
{
	const struct h1_head *head = &asked->head;
	bool connect = asked_method(asked, "CONNECT");

	*expected = (struct expected){.closes = connect};
	if (expects_other(asked))
		expected->status = 417;
	else if (connect)
		expected->status = 501;
	else if (h1_head_scheme(head).at &&
		 !text_is_nocase(h1_head_scheme(head), "http"))
		expected->status = 421;
	return expected->status != 0;
}

static const struct resource file = {
	true, SERVICE_FILE_TAG, SERVICE_FILE_UNIX_S};

static void
add_letters(struct pile *pile, size_t len)
{
	uint8_t octet;
	size_t i;

	for (i = 0; i < len; i++) {
		octet = service_octet(i);
		pile_add(pile, (struct h1_span){&octet, 1});
	}
}

static void
expect_known(struct expected *expected, const struct service_route *route)
{
	expected->status = route->status;
	expected->knows_content = route->text || route->len > 0;
	if (route->text)
		pile_text(&expected->content, route->text);
	else if (route->len == SERVICE_ZEROS)
		pile_zeros(&expected->content, route->len);
	else
		add_letters(&expected->content, route->len);
}

void
expected_of_service(struct expected *expected, const struct asked *asked)
{
	const struct service_route *route =
		service_route(h1_head_path(&asked->head));

	*expected = (struct expected){
		.closes = route->closes, .early = route->early};
	switch (route->kind) {
	case SERVICE_KNOWN:
		expect_known(expected, route);
		break;
	case SERVICE_ECHO:
		expected->status = 200;
		expected->knows_content = true;
		pile_add(&expected->content, pile_span(&asked->content));
		break;
	case SERVICE_SHORT:
		expected->status = route->status;
		expected->breaks = !asked_method(asked, "HEAD");
		break;
	case SERVICE_SWITCH:
		if (!fields_quoted(&asked->head.fields, "Connection") &&
			!fields_quoted(&asked->head.fields, "Upgrade"))
			expected->status =
				asked_upgrades(asked, "echo") ? 101 : 426;
		break;
	case SERVICE_FILE:
		expected_of_file(expected, asked, &file);
		break;
	}
}
