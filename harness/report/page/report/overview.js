/* The head of the page: what was tested, how, and what came of it. */
const overview = (() => {
	const {one, el, mark, verdicts} = assay;
	const {data, cases, results, levels, code, plural, tally} = run;

	const fact = (...parts) => el("span", {}, ...parts);

	const putHead = () => {
		const {name, server, version, url} = data.target;
		const titles = [name, version, server, url].filter(Boolean);

		one("#name").append(titles[0]);
		if (titles[1] && titles[1] !== url)
			one("#name").append(" ", el("small", {}, titles[1]));
		one("#facts").append(
			fact(el("code", {}, url)),
			fact(el("time", {datetime: data.started},
				data.started.replace("T", " ").replace("Z", " UTC"))),
			fact(`${plural(cases.length, "case")}, ` +
				plural(results.length, "result")),
			fact(`${data.seconds.toFixed(1)} s`),
			fact(`suite ${data.suite.version}`));
		if (data.interrupted)
			remark("The run was interrupted: results are missing.");
		if (data.not_played > 0)
			remark(`${plural(data.not_played, "result")} not ` +
				"played: the limit of deviations was reached.");
		if (data.baseline)
			remark(...baselineText(data.baseline)).classList.toggle(
				"calm", data.baseline.new === 0 &&
				!data.baseline.other_version);
	};

	const baselineText = (b) => ["Held against the baseline ", code(b.file),
		`: ${b.known} known, ${b.new} new, ${b.fixed} fixed, ` +
		`${b.unjudged} not judged, ${b.stale.length} stale` +
		(b.strict ? ", strictly" : "") + ".",
		b.other_version ? el("b", {}, " It is of another version: " +
			`${b.versions.join(", ")}.`) : "",
		b.stale.length > 0 ? el("details", {},
			el("summary", {}, "Stale"), el("ul", {}, b.stale.map(
				({id, line}) => el("li", {}, code(id),
					` line ${line}`)))) : ""];

	const remark = (...parts) => {
		const element = el("div", {class: "remark"}, ...parts);

		one("#remarks").append(element);
		return element;
	};

	const bar = (n) => el("span", {class: "bar", "aria-hidden": "true"},
		verdicts.filter((v) => n[v] > 0).map((v) => {
			const part = el("i", {class: v});

			part.style.flexGrow = n[v];
			return part;
		}));

	const cell = (n, level, verdict, what) => el("td", {},
		n === 0 ? el("span", {class: "zero"}, "\u00b7")
			: el("button", {type: "button", class: `ink ${verdict}`,
				"data-level": level, "data-verdict": verdict,
				"aria-label": `${n} ${what}`}, n));

	const levelRow = (name, some, shown) => {
		const n = tally(some);

		return el("tr", {class: name === "" ? "whole" : null},
			el("th", {scope: "row"}, name || "all"),
			shown.map((v) => cell(n[v], name, v,
				`${v}, ${name || "all levels"}`)),
			cell(some.length, name, "", name || "results"),
			el("td", {class: "wide"}, bar(n)));
	};

	/* `choose` is told the level and verdict of a count, "" for all. */
	const putLevels = (choose) => {
		const shown = verdicts.filter((v) =>
			data.summary[v] > 0 || v === "fail" || v === "warn");
		const table = el("table", {class: "levels"},
			el("caption", {class: "away"},
				"Results by level and verdict"),
			el("thead", {}, el("tr", {},
				el("th", {scope: "col"},
					el("span", {class: "away"}, "Level")),
				shown.map((v) => el("th", {scope: "col"}, mark(v),
					" ", el("span", {"aria-hidden": "true"}, v))),
				el("th", {scope: "col"}, "all"),
				el("td", {class: "wide"}))),
			el("tbody", {}, levelRow("", results, shown),
				levels.map((l) => levelRow(l, results.filter(
					(r) => r.case.level === l), shown))));

		one("#levels").append(table);
		table.addEventListener("click", (event) => {
			const {level, verdict} =
				event.target.closest("button")?.dataset ?? {};

			if (level !== undefined)
				choose(level, verdict);
		});
	};

	/* ---- how it was tested ---- */

	/* Lists and objects on one line. */
	const inWords = (value) => Array.isArray(value)
		? value.map(inWords).join("; ")
		: value === null || typeof value !== "object" ? String(value ?? "")
			: Object.entries(value).map(([key, part]) =>
				`${key} ${inWords(part)}`).join(", ");

	const said = (value) => (value !== null && inWords(value)) ||
		el("span", {class: "soft"}, "none");

	const items = (title, pairs) => el("section", {}, el("h3", {}, title),
		el("dl", {}, pairs.map(([name, ...value]) =>
			[el("dt", {}, name), el("dd", {}, ...value)]).flat()));

	const names = {fail_on: "gate", quiet_ms: "quiet period, ms",
		max_fail: "most misses"};
	const named = (key) => names[key] ?? key.replace(/_/g, " ");

	const putAbout = () => {
		const {routes, effect, median_us: median} = data.calibration;
		const able = data.capabilities;

		one("#about").append(el("div", {class: "about"},
			items("Target", [
				...Object.entries(data.target).map(([key, value]) =>
					[named(key), said(value)]),
				["median latency", `${(median / 1000).toFixed(2)} ms`],
			]),
			items("Options", Object.entries(data.options).map(
				([key, value]) => [named(key), said(value)])),
			items("Routes", Object.entries(routes).map(([key, path]) =>
				[key, path === null ? said(null) : code(path)])),
			items("It lacks", able.filter(([, , granted]) => !granted)
				.map(([name, text]) => [name, text])),
			items("It can do", able.filter(([, , granted]) => granted)
				.map(([name, text]) => [name, text])),
			effect && items("Field whose reading it shows", [
				["field", code(`${effect.name}: ${effect.value}`)],
				["with it", effect.shown],
				["without it", effect.absent],
			])));
	};

	return {putHead, putLevels, putAbout};
})();
