/* The data of the matrix (harness/compare/matrix.h), its parts joined: a row knows
 * its case, and a case the part of a section in which it is drawn. */
const grid = (() => {
	const {verdicts} = assay;
	const data = assay.data();
	const {servers, strings, merges, details, requirements} = data;

	const byLetter = Object.fromEntries(verdicts.map((v) => [v[0], v]));
	const isJudged = (v) => ["pass", "note", "warn", "fail"].includes(v);

	/* The verdict of a row's cell, or undefined. */
	const verdictOf = (row, at) => byLetter[row.cells[at].toLowerCase()];
	const isFlaky = (row, at) => /[A-Z]/.test(row.cells[at]);

	/* Agreeing says nothing about being right. */
	const disagrees = (row) =>
		new Set([...row.cells.toLowerCase()].map((c) => byLetter[c])
			.filter(isJudged)).size > 1;

	const cases = data.cases.map((c) => {
		const rows = c.rows.map(([variant, cells, details, wires]) =>
			({variant, cells, details, wires}));

		for (const row of rows) {
			row.of = c;
			row.id = row.variant ? `${c.id}[${row.variant}]` : c.id;
			row.words = `${row.id} ${c.title} ${c.requires.join(" ")} ${
				c.tags.join(" ")}`.toLowerCase();
			row.has = new Set([...row.cells.toLowerCase()]
				.map((letter) => byLetter[letter]));
			row.apart = disagrees(row);
		}
		return Object.assign(c, {rows, shown: rows, open: false});
	});
	/* A section is drawn in parts of about so many rows. */
	const partSize = 100;

	const sections = data.sections.map(([id, title, link]) =>
		({id, title, link, parts: []}));

	for (const c of cases) {
		const {parts} = sections[c.section];

		if (!parts.length || parts.at(-1).size + c.rows.length > partSize)
			parts.push({cases: [], size: 0});
		c.part = parts.at(-1);
		c.part.cases.push(c);
		c.part.size += c.rows.length;
	}

	/* The address of a target was taken out of what is alike otherwise. */
	const restore = (string, server) => string
		.replaceAll("\ue000", server.authority)
		.replaceAll("\ue001", server.host_port);

	/* Of several rows: the worst verdict of a server, and how often. */
	const worst = (rows, at) => {
		const found = rows.map((row) => verdictOf(row, at));
		const verdict = verdicts.find((v) => found.includes(v));

		return {
			verdict, n: found.filter((v) => v === verdict).length,
			flaky: rows.some((row) => isFlaky(row, at)),
		};
	};

	const order = ["must", "should", "may", "hardening"];
	const levels = order.filter((l) => cases.some((c) => c.level === l));
	const areas = [...new Set(cases.map((c) => c.area))].sort();
	const tags = [...new Set(cases.flatMap((c) => c.tags))].sort();

	return {servers, strings, merges, details, requirements, cases, sections,
		levels, areas, tags, verdictOf, isFlaky, worst, restore};
})();
