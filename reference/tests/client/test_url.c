/* URLs: every example of RFC 3986, section 5.4, and what is refused. */

#include "client/url.h"

#include "client/file_name.h"
#include "tests/client/unit.h"

#define BASE "http://a/b/c/d;p?q"

static const struct {
	const char *reference;
	const char *url;
} resolved[] = {
	/* RFC 3986, section 5.4.1 */
	{"g", "http://a/b/c/g"},
	{"./g", "http://a/b/c/g"},
	{"g/", "http://a/b/c/g/"},
	{"/g", "http://a/g"},
	{"//g", "http://g"},
	{"?y", "http://a/b/c/d;p?y"},
	{"g?y", "http://a/b/c/g?y"},
	{"#s", "http://a/b/c/d;p?q#s"},
	{"g#s", "http://a/b/c/g#s"},
	{"g?y#s", "http://a/b/c/g?y#s"},
	{";x", "http://a/b/c/;x"},
	{"g;x", "http://a/b/c/g;x"},
	{"g;x?y#s", "http://a/b/c/g;x?y#s"},
	{"", "http://a/b/c/d;p?q"},
	{".", "http://a/b/c/"},
	{"./", "http://a/b/c/"},
	{"..", "http://a/b/"},
	{"../", "http://a/b/"},
	{"../g", "http://a/b/g"},
	{"../..", "http://a/"},
	{"../../", "http://a/"},
	{"../../g", "http://a/g"},
	/* RFC 3986, section 5.4.2 */
	{"../../../g", "http://a/g"},
	{"../../../../g", "http://a/g"},
	{"/./g", "http://a/g"},
	{"/../g", "http://a/g"},
	{"g.", "http://a/b/c/g."},
	{".g", "http://a/b/c/.g"},
	{"g..", "http://a/b/c/g.."},
	{"..g", "http://a/b/c/..g"},
	{"./../g", "http://a/b/g"},
	{"./g/.", "http://a/b/c/g/"},
	{"g/./h", "http://a/b/c/g/h"},
	{"g/../h", "http://a/b/c/h"},
	{"g;x=1/./y", "http://a/b/c/g;x=1/y"},
	{"g;x=1/../y", "http://a/b/c/y"},
	{"g?y/./x", "http://a/b/c/g?y/./x"},
	{"g?y/../x", "http://a/b/c/g?y/../x"},
	{"g#s/./x", "http://a/b/c/g#s/./x"},
	{"g#s/../x", "http://a/b/c/g#s/../x"},
	/* ours */
	{"https://h", "https://h"},
	{"HTTP://H/", "http://H/"},
	{"http://h/../x/./y", "http://h/x/y"},
	{"//g?q", "http://g?q"},
	{"?", "http://a/b/c/d;p?"},
	{"//[::1]:8080/x", "http://[::1]:8080/x"},
	{"a%2Fb", "http://a/b/c/a%2Fb"},
};

static void
references_are_resolved(void **state)
{
	struct client_url base, url;

	(void)state;
	assert_int_equal(client_url_read(&base, span_of(BASE)), CLIENT_URL_OK);
	for (size_t i = 0; i < N(resolved); i++) {
		assert_int_equal(client_url_resolve(&url, &base,
					 span_of(resolved[i].reference)),
			CLIENT_URL_OK);
		assert_span(client_url_whole(&url), resolved[i].url);
	}
}

static const struct {
	const char *base;
	const char *reference;
	const char *url;
} inherited[] = {
	{"http://a/x#f", "/y", "http://a/y#f"},
	{"http://a/x#f", "/y#g", "http://a/y#g"},
	{"http://a/x#f", "/y#", "http://a/y#"},
	{"http://a/x", "/y", "http://a/y"},
	{"http://a", "y", "http://a/y"},
	{"http://a?q", "y", "http://a/y"},
	{"http://a?q", "", "http://a?q"},
};

static void
fragments_are_inherited(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(inherited); i++) {
		struct client_url url;

		assert_int_equal(client_url_read(&url,
					 span_of(inherited[i].base)),
			CLIENT_URL_OK);
		assert_int_equal(client_url_resolve(&url, &url,
					 span_of(inherited[i].reference)),
			CLIENT_URL_OK);
		assert_span(client_url_whole(&url), inherited[i].url);
	}
}

static const struct {
	const char *text;
	enum client_url_result result;
} refused[] = {
	{"", CLIENT_URL_SYNTAX},
	{"h", CLIENT_URL_SYNTAX},
	{"/x", CLIENT_URL_SYNTAX},
	{"//h/x", CLIENT_URL_SYNTAX},
	{"http:", CLIENT_URL_SYNTAX},
	{"http:/x", CLIENT_URL_SYNTAX},
	{"http:x", CLIENT_URL_SYNTAX},
	{"1http://h/", CLIENT_URL_SYNTAX},
	{"ht tp://h/", CLIENT_URL_SYNTAX},
	{"http://h/a b", CLIENT_URL_SYNTAX},
	{"http://h/a\tb", CLIENT_URL_SYNTAX},
	{"http://h/a\r\nX: y", CLIENT_URL_SYNTAX},
	{"http://h/\x7F", CLIENT_URL_SYNTAX},
	{"http://h/\xC3\xA9", CLIENT_URL_SYNTAX},
	{"http://h/%", CLIENT_URL_SYNTAX},
	{"http://h/%4", CLIENT_URL_SYNTAX},
	{"http://h/%zz", CLIENT_URL_SYNTAX},
	{"http://h/?%", CLIENT_URL_SYNTAX},
	{"http://h/#a#b", CLIENT_URL_SYNTAX},
	{"http://h/<>", CLIENT_URL_SYNTAX},
	{"http://h\\@g/", CLIENT_URL_USERINFO},
	{"http://h\\g/", CLIENT_URL_SYNTAX},
	{"http://[::1/", CLIENT_URL_SYNTAX},
	{"http://[::1]x/", CLIENT_URL_SYNTAX},
	{"http://[fe80::1%25eth0]/", CLIENT_URL_SYNTAX},
	{"ftp://h/", CLIENT_URL_SCHEME},
	{"file:///etc/passwd", CLIENT_URL_SCHEME},
	{"javascript:alert(1)", CLIENT_URL_SCHEME},
	{"http://u@h/", CLIENT_URL_USERINFO},
	{"http://u:p@h/", CLIENT_URL_USERINFO},
	{"http://@h/", CLIENT_URL_USERINFO},
	{"http:///x", CLIENT_URL_HOST},
	{"http://:80/", CLIENT_URL_HOST},
	{"http://%41/", CLIENT_URL_HOST},
	{"http://[v1.x]/", CLIENT_URL_HOST},
	{"http://h:0/", CLIENT_URL_PORT},
	{"http://h:65536/", CLIENT_URL_PORT},
	{"http://h:+80/", CLIENT_URL_PORT},
	{"http://h:8a/", CLIENT_URL_PORT},
};

static void
what_is_no_url_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(refused); i++) {
		struct client_url url = {.len = 77};
		enum client_url_result result =
			client_url_read(&url, span_of(refused[i].text));

		if (result != refused[i].result)
			fail_msg("%s: %s", refused[i].text,
				client_url_text(result));
		assert_int_equal(url.len, 77);
		assert_true(client_url_text(result)[0] != '\0');
	}
}

static void
a_long_url_is_refused(void **state)
{
	static uint8_t text[CLIENT_URL_MAX + 1] = "http://h/";
	struct client_url url, base;

	(void)state;
	memset(text + 9, 'a', sizeof(text) - 9);
	assert_int_equal(client_url_read(&url,
				 (struct h1_span){text, CLIENT_URL_MAX}),
		CLIENT_URL_OK);
	assert_int_equal(client_url_read(&url,
				 (struct h1_span){text, CLIENT_URL_MAX + 1}),
		CLIENT_URL_TOO_LONG);
	/* each is short enough, both together are not */
	assert_int_equal(client_url_read(&base, (struct h1_span){text, 5000}),
		CLIENT_URL_OK);
	base.text[4999] = '/';
	assert_int_equal(client_url_resolve(&url, &base,
				 (struct h1_span){text + 9, 5000}),
		CLIENT_URL_TOO_LONG);
}

static const struct {
	const char *url;
	bool secure;
	uint16_t port;
	const char *authority, *host, *target, *name;
} parts[] = {
	{"http://h", false, 80, "h", "h", "/", "index.html"},
	{"http://h?q", false, 80, "h", "h", "/?q", "index.html"},
	{"https://h/a/b?c#d", true, 443, "h", "h", "/a/b?c", "b"},
	{"http://h:/a", false, 80, "h:", "h", "/a", "a"},
	{"http://h:8080/a/", false, 8080, "h:8080", "h", "/a/", "index.html"},
	{"http://[::1]:81/x", false, 81, "[::1]:81", "::1", "/x", "x"},
	{"http://127.0.0.1/x", false, 80, "127.0.0.1", "127.0.0.1", "/x", "x"},
	{"http://h//x", false, 80, "h", "h", "//x", "x"},
	{"http://h/.bashrc", false, 80, "h", "h", "/.bashrc", "_.bashrc"},
	{"http://h/-rf", false, 80, "h", "h", "/-rf", "_-rf"},
	{"http://h/a%2F..%2fb", false, 80, "h", "h", "/a%2F..%2fb",
		"a%2F..%2fb"},
	{"http://h/%2e%2e", false, 80, "h", "h", "/%2e%2e", "%2e%2e"},
	{"http://h/a/..", false, 80, "h", "h", "/", "index.html"},
};

static void
parts_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(parts); i++) {
		struct client_url url;
		char host[CLIENT_URL_MAX];
		char name[CLIENT_FILE_NAME_MAX];
		uint8_t target[CLIENT_URL_MAX + 1];

		assert_int_equal(client_url_read(&url, span_of(parts[i].url)),
			CLIENT_URL_OK);
		assert_int_equal(url.secure, parts[i].secure);
		assert_int_equal(url.port, parts[i].port);
		assert_span(client_url_span(&url, &url.authority),
			parts[i].authority);
		client_url_host(&url, host);
		assert_string_equal(host, parts[i].host);
		assert_span((struct h1_span){target,
				    client_url_target(&url, target)},
			parts[i].target);
		client_file_name(name, &url);
		assert_string_equal(name, parts[i].name);
	}
}

static void
a_long_name_is_cut(void **state)
{
	static uint8_t text[1000] = "http://h/.";
	struct client_url url;
	char name[CLIENT_FILE_NAME_MAX];

	(void)state;
	memset(text + 10, 'a', sizeof(text) - 10);
	assert_int_equal(client_url_read(&url,
				 (struct h1_span){text, sizeof(text)}),
		CLIENT_URL_OK);
	client_file_name(name, &url);
	assert_int_equal(strlen(name), CLIENT_FILE_NAME_MAX - 1);
}

static const struct {
	const char *a, *b;
	bool same;
} origins[] = {
	{"http://h/a", "http://h/b", true},
	{"http://h", "http://H:80/", true},
	{"https://h", "https://h:443", true},
	{"http://h:", "http://h", true},
	{"http://h", "https://h", false},
	{"http://h:443", "https://h", false},
	{"http://h", "http://h:81", false},
	{"http://h", "http://h.", false},
	{"http://h", "http://hh", false},
};

static void
origins_are_compared(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(origins); i++) {
		struct client_url a, b;

		assert_int_equal(client_url_read(&a, span_of(origins[i].a)),
			CLIENT_URL_OK);
		assert_int_equal(client_url_read(&b, span_of(origins[i].b)),
			CLIENT_URL_OK);
		assert_int_equal(client_url_same_origin(&a, &b),
			origins[i].same);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_are_resolved),
		cmocka_unit_test(fragments_are_inherited),
		cmocka_unit_test(what_is_no_url_is_refused),
		cmocka_unit_test(a_long_url_is_refused),
		cmocka_unit_test(parts_are_found),
		cmocka_unit_test(a_long_name_is_cut),
		cmocka_unit_test(origins_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
