#include "coverage/html_text.h"
#include "coverage/page.h"
#include "report/page/page.h"

/* ---- the head ---- */

static void
put_head(struct octets *out, const struct coverage *c)
{
	octets_text(out, page_head);
	octets_text(out, "<link rel=\"icon\" href=\"data:,\">\n<title>");
	octets_format(out, "Coverage of the role %s - Assay</title>\n<style>\n",
		c->role);
	octets_append(out, coverage_page_css, coverage_page_css_len);
	octets_text(out, "</style>\n");
}

static void
put_tile(struct octets *out, const char *class, size_t n, const char *text)
{
	octets_format(out, "<div class=\"tile %s\"><b>%zu</b> %s</div>", class,
		n, text);
}

static void
put_tiles(struct octets *out, const struct coverage *c)
{
	octets_text(out, "<div class=\"tiles\">");
	put_tile(out, "", c->count.statements, "statements");
	put_tile(out, "", c->count.visible, "visible");
	put_tile(out, "covered", c->count.states[COVERAGE_COVERED], "covered");
	put_tile(out, "argued", c->count.states[COVERAGE_ARGUED], "argued");
	put_tile(out, "missing", c->count.states[COVERAGE_MISSING], "missing");
	octets_text(out, "</div>\n");
}

static void
put_level(struct octets *out, const char *name, const struct coverage_count *n)
{
	octets_format(out,
		"<tr><th scope=\"row\">%s<td>%zu<td>%zu<td>%zu<td>%zu<td>%zu"
		"<td class=\"wide\">",
		name, n->statements, n->visible, n->states[COVERAGE_COVERED],
		n->states[COVERAGE_ARGUED], n->states[COVERAGE_MISSING]);
	html_bar(out, n);
	octets_text(out, "</tr>\n");
}

static void
put_levels(struct octets *out, const struct coverage *c)
{
	octets_text(out,
		"<table><tr><th scope=\"col\">Level<th scope=\"col\">all"
		"<th scope=\"col\">visible<th scope=\"col\">covered"
		"<th scope=\"col\">argued<th scope=\"col\">missing"
		"<th class=\"wide\"></tr>\n");
	for (int g = 0; g < N_COVERAGE_GROUPS; g++)
		put_level(out, coverage_group_name((enum coverage_group)g),
			&c->groups[g]);
	octets_text(out, "</table>\n");
}

static void
put_header(struct octets *out, const struct coverage *c, const char *version)
{
	octets_text(out, "<header>\n<h1>What the cases cover</h1>\n<p>");
	octets_format(out,
		"Normative statements of the HTTP RFCs, seen from the role "
		"<b>%s</b>, and the cases of Assay %s that prove them: a "
		"statement is covered if an answer that breaks it, or a fault "
		"put into the reference server, makes a case fall.</p>\n",
		c->role, version);
	if (!c->has_cases)
		octets_format(out,
			"<p><b>There are no cases for the role %s yet.</b></p>\n",
			c->role);
	put_tiles(out, c);
	put_levels(out, c);
	octets_text(out, "</header>\n");
}

/* ---- the filter ---- */

/* What can be seen from elsewhere only is of no interest at first. */
static void
put_filter(struct octets *out)
{
	octets_text(out,
		"<form id=\"filter\" role=\"search\">\n"
		"<input id=\"text\" type=\"search\" autocomplete=\"off\" "
		"placeholder=\"Find (press /)\" "
		"aria-label=\"Find in ids, words and cases\">\n"
		"<output id=\"shown\"></output>\n<fieldset>"
		"<legend>State</legend>");
	for (int s = 0; s < N_COVERAGE_STATES; s++) {
		const char *name = coverage_state_name((enum coverage_state)s);

		octets_format(out,
			"<label class=\"%s\"><input type=\"checkbox\" "
			"name=\"state\" value=\"%s\"%s>%s</label>\n",
			name, name, s <= COVERAGE_MISSING ? " checked" : "",
			name);
	}
	octets_text(out, "</fieldset>\n<fieldset><legend>Level</legend>");
	for (int g = 0; g < N_COVERAGE_GROUPS; g++) {
		const char *name = coverage_group_name((enum coverage_group)g);

		octets_format(out,
			"<label><input type=\"checkbox\" name=\"level\" "
			"value=\"%s\" checked>%s</label>\n",
			name, name);
	}
	octets_text(out,
		"</fieldset>\n"
		"<button type=\"button\" id=\"unfold\">Unfold</button>\n"
		"<button type=\"button\" id=\"fold\">Fold</button>\n</form>\n"
		"<noscript><p>Without scripts all statements are listed, and "
		"the filter does nothing.</p></noscript>\n");
}

/* ---- the statements ---- */

static void
put_section(struct octets *out, const struct coverage_document *d,
	const struct coverage_section *section)
{
	octets_format(out,
		"<details class=\"section\" id=\"%s-%s\"><summary>"
		"<span class=\"name\"><b>%s</b> ",
		d->number, section->number, section->number);
	html_text(out, section->title);
	octets_text(out, "</span>");
	html_counts(out, &section->count);
	html_bar(out, &section->count);
	octets_text(out, "</summary>\n<ul class=\"statements\">\n");
	for (size_t i = 0; i < section->count.statements; i++)
		html_statement(out, &section->statements[i]);
	octets_text(out, "</ul></details>\n");
}

static void
put_document(struct octets *out, const struct coverage_document *d)
{
	octets_format(out, "<section id=\"rfc%s\"><h2>RFC %s <small>",
		d->number, d->number);
	html_text(out, d->title);
	octets_text(out, "</small></h2>\n<p class=\"whole\">");
	html_counts(out, &d->count);
	html_bar(out, &d->count);
	octets_text(out, "</p>\n");
	for (size_t i = 0; i < d->n_sections; i++)
		put_section(out, d, &d->sections[i]);
	octets_text(out, "</section>\n");
}

void
coverage_html(const struct coverage *c, const char *version, struct octets *out)
{
	put_head(out, c);
	octets_text(out, "<body>\n");
	put_header(out, c, version);
	put_filter(out);
	octets_text(out, "<main>\n");
	for (size_t i = 0; i < c->n_documents; i++)
		put_document(out, &c->documents[i]);
	octets_text(out, "<p id=\"nothing\" hidden>Nothing matches.</p>\n"
			 "</main>\n<script>\n");
	octets_append(out, coverage_page_js, coverage_page_js_len);
	octets_text(out, "</script>\n</body>\n</html>\n");
}
