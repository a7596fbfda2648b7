/* The data of a run, its parts joined: a result knows its case, and a case its
 * results. */
const run = (() => {
	const {el, verdicts} = assay;
	const data = assay.data();
	const levels = ["must", "should", "may", "hardening"];

	const cases = data.cases;
	const results = data.results;
	const byId = new Map();

	for (const c of cases) {
		c.results = [];
		c.name = c.id.split("/").slice(2).join("/");
		byId.set(c.id, c);
	}
	for (const r of results) {
		const c = cases[r.case];

		r.case = c;
		r.id = r.variant === null ? c.id : `${c.id}[${r.variant}]`;
		r.rank = verdicts.indexOf(r.verdict);
		r.splits = [];
		r.tags = r.flaky ? [...c.tags, "flaky"] : c.tags;
		r.words = [r.id, c.title, c.level, r.verdict, r.reason, r.events,
			...c.tags, ...c.requires].join(" ").toLowerCase();
		c.results.push(r);
		byId.set(r.id, r);
	}
	for (const v of data.splits?.variances ?? []) {
		const r = results[v.result];

		if (r.splits.push(v) === 1) {
			r.tags = [...r.tags, "split-variance"];
			r.words += " split-variance";
		}
	}

	/* ---- what is said of it ---- */

	const octetsOf = (token) => typeof token === "number"
		? [data.strings[token], 1]
		: [data.strings[token[0]], token[1]];
	/* Why it came to that; the events stand beside it. */
	const reasonOf = (r) => r.outcome ??
		(r.events && r.reason.startsWith(`${r.events}: `)
			? r.reason.slice(r.events.length + 2) : r.reason);
	const ms = (n) => `${n < 10 ? n.toFixed(1) : Math.round(n)} ms`;
	const code = (text) => el("code", {}, text);
	const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
	const lines = (numbers) =>
		numbers.map((n) => data.strings[n]).join("\n") + "\n";

	const tally = (some) => Object.fromEntries(verdicts.map((v) =>
		[v, some.filter((r) => r.verdict === v).length]));

	return {data, cases, results, byId, levels, octetsOf, reasonOf, ms,
		code, plural, lines, tally};
})();
