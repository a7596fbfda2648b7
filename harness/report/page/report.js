(() => {
	const {one, all, el, mark, verdicts} = assay;
	const data = assay.data();
	const levels = ["must", "should", "may", "hardening"];

	/* ---- the data, joined ---- */

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

	/* ---- what is chosen ---- */

	const facets = [
		{key: "verdict", title: "Verdict", of: (r) => [r.verdict],
			order: verdicts},
		{key: "level", title: "Level", of: (r) => [r.case.level],
			order: levels},
		{key: "area", title: "Area", of: (r) => [r.case.area]},
		{key: "tag", title: "Tag", of: (r) => r.tags},
	];
	if (data.baseline)
		facets.unshift({key: "baseline", title: "Baseline",
			of: (r) => r.baseline ? [r.baseline.standing] : [],
			order: ["new", "fixed", "unjudged", "known"]});

	const chosen = new Map(facets.map((f) => [f.key, new Set()]));
	let words = [];
	let opened = ""; /* the id that was opened last */

	const isCve = (tag) => tag.startsWith("cve-");

	for (const f of facets) {
		const there = new Set(results.flatMap(f.of));

		f.values = f.order ? f.order.filter((v) => there.has(v))
			: [...there].sort((a, b) => isCve(a) - isCve(b) ||
				(a < b ? -1 : 1));
	}

	const fits = (r, f) => chosen.get(f.key).size === 0 ||
		f.of(r).some((value) => chosen.get(f.key).has(value));

	/* Counts say what a choice would show, so each facet ignores itself. */
	const select = () => {
		const counts = new Map(facets.map((f) => [f.key,
			new Map(f.values.map((v) => [v,
				{fail: 0, warn: 0, all: 0}]))]));

		const count = (r, f) => {
			for (const value of f.of(r)) {
				const n = counts.get(f.key).get(value);

				n.all++;
				if (r.verdict in n)
					n[r.verdict]++;
			}
		};

		for (const r of results) {
			const missed = facets.filter((f) => !fits(r, f));
			const found = words.every((w) => r.words.includes(w));

			r.shown = found && missed.length === 0;
			if (found && missed.length === 0)
				facets.forEach((f) => count(r, f));
			else if (found && missed.length === 1)
				count(r, missed[0]);
		}
		return counts;
	};

	const plainly = (text) => text.replace(/%5B/g, "[").replace(/%5D/g, "]")
		.replace(/%2C/g, ",");

	/* "#ID?verdict=fail,warn&text=..."; each part may be missing. */
	const address = (id) => {
		const asked = new URLSearchParams();

		for (const [key, values] of chosen)
			if (values.size > 0)
				asked.set(key, [...values].join(","));
		if (words.length > 0)
			asked.set("text", words.join(" "));
		return `#${plainly(encodeURI(id))}` +
			(asked.size > 0 ? `?${plainly(`${asked}`)}` : "");
	};

	const remember = () => {
		const to = address(opened);

		history.replaceState(null, "",
			to === "#" ? location.pathname + location.search : to);
	};

	const decode = (text) => {
		try {
			return decodeURIComponent(text);
		} catch {
			return text;
		}
	};

	const recall = () => {
		const [id, asked] = location.hash.slice(1).split(/\?(.*)/s);
		const params = new URLSearchParams(asked ?? "");

		for (const f of facets)
			chosen.set(f.key, new Set((params.get(f.key) ?? "")
				.split(",").filter((v) => f.values.includes(v))));
		one("#text").value = params.get("text") ?? "";
		read();
		return decode(id);
	};

	const read = () => {
		words = one("#text").value.toLowerCase().split(/\s+/)
			.filter(Boolean);
	};

	/* ---- the head ---- */

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

	const tally = (some) => Object.fromEntries(verdicts.map((v) =>
		[v, some.filter((r) => r.verdict === v).length]));

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

	const putLevels = () => {
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

			if (level === undefined)
				return;
			chosen.set("level", new Set(level ? [level] : []));
			chosen.set("verdict", new Set(verdict ? [verdict] : []));
			filter();
			one("#cases").scrollIntoView();
		});
	};

	/* ---- how it was tested ---- */

	const items = (title, pairs) => el("section", {}, el("h3", {}, title),
		el("dl", {}, pairs.map(([name, ...value]) =>
			[el("dt", {}, name), el("dd", {}, ...value)]).flat()));

	const said = (value) => value === null || value === undefined ||
		value === "" ? el("span", {class: "soft"}, "none")
		: typeof value === "object" ? JSON.stringify(value)
		: String(value);

	const putAbout = () => {
		const {routes, effect, median_us: median} = data.calibration;
		const able = data.capabilities;
		const names = {fail_on: "gate", quiet_ms: "quiet period, ms",
			max_fail: "most misses"};

		one("#about").append(el("div", {class: "about"},
			items("Target", [
				...Object.entries(data.target).map(([key, value]) =>
					[key, said(value)]),
				["median latency", `${(median / 1000).toFixed(2)} ms`],
			]),
			items("Options", Object.entries(data.options).map(
				([key, value]) => [names[key] ?? key, said(value)])),
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

	/* ---- the filter ---- */

	const number = (n, verdict) => el("span",
		{class: n > 0 && verdict ? `ink ${verdict}` : null},
		n > 0 ? n : "\u00b7");

	const facetButton = (f, value) => {
		const button = el("button", {type: "button", class: "choice",
			"data-key": f.key, "data-value": value,
			"aria-pressed": "false"},
		el("span", {class: "name"},
			f.key === "verdict" ? [mark(value), " "] : null, value),
		el("span", {class: "numbers"}));

		button.addEventListener("click", () => {
			const set = chosen.get(f.key);

			if (!set.delete(value))
				set.add(value);
			filter();
		});
		return button;
	};

	const putFacets = () => {
		for (const f of facets) {
			f.buttons = f.values.map((v) => [v, facetButton(f, v)]);
			one("#facets").append(el("fieldset", {},
				el("legend", {}, f.title,
					f.key === "verdict" ? null : el("span",
						{class: "numbers",
							"aria-hidden": "true"},
						el("span", {class: "ink fail"}, "F"),
						el("span", {class: "ink warn"}, "W"),
						el("span", {}, "all"))),
				f.buttons.map(([, button]) => button)));
		}
	};

	const showFacets = (counts) => {
		for (const f of facets)
			for (const [value, button] of f.buttons) {
				const n = counts.get(f.key).get(value);
				const own = f.key === "verdict";

				button.setAttribute("aria-pressed",
					chosen.get(f.key).has(value));
				button.classList.toggle("none", n.all === 0);
				button.setAttribute("aria-label", own
					? `${value}, ${n.all}`
					: `${value}, ${n.fail} fail, ` +
						`${n.warn} warn of ${n.all}`);
				one(".numbers", button).replaceChildren(
					...own ? [] : [number(n.fail, "fail"),
						number(n.warn, "warn")],
					number(n.all));
			}
	};

	/* ---- octets ---- */

	/* Tokens as lines of the wire, each a list of [octets, times]. */
	const wireRows = (tokens) => {
		const rows = [];
		let row = [];

		for (const [octets, times] of tokens.map(octetsOf)) {
			const before = row.at(-1);

			if (before && before[1] === 1 && times === 1)
				before[0] += octets;
			else
				row.push([octets, times]);
			if (octets.endsWith("\n")) {
				rows.push(row);
				row = [];
			}
		}
		return row.length > 0 ? [...rows, row] : rows;
	};

	const isLine = (row, text) => row.length === 1 && row[0][0] === text;

	/* In content a LF alone is nothing odd. */
	const wireRow = (row, inContent) => el("span",
		{class: `row-of-wire${inContent ? " content" : ""}`},
		row.map(([octets, times], i) => times === 1
			? assay.wireLine(octets, i === row.length - 1)
			: el("span", {class: "times",
				title: `${times} times`},
			assay.wireLine(octets),
			el("b", {}, `\u00d7${times}`))).flat(), "\n");

	const wire = (tokens, total, label) => {
		const kept = tokens.map(octetsOf).reduce(
			(n, [octets, times]) => n + octets.length * times, 0);
		const rows = wireRows(tokens);
		const end = rows.findIndex((row) => isLine(row, "\r\n"));

		return el("pre", {class: "wire", tabindex: "0", role: "group",
			"aria-label": label}, rows.map((row, i) => wireRow(row,
			end >= 0 && i > end &&
			row.at(-1)[0].endsWith("\n") &&
			!row.at(-1)[0].endsWith("\r\n"))),
		kept < total ? el("span", {class: "more"},
			`\u2026 ${plural(total - kept, "octet")} more`) : null);
	};

	/* ---- what happened when ---- */

	const TOGETHER_MS = 10;

	/* Reads that came in one go are shown as one; each write is its own. */
	const blocksOf = (trace) => {
		const blocks = [];
		let seen = 0;

		trace.entries.forEach(([at, out, total, tokens], i) => {
			const last = blocks.at(-1);

			if (last && !out && !last.out && at - last.to < TOGETHER_MS) {
				last.tokens.push(...tokens);
				last.total += total;
				last.n++;
				last.to = at;
			} else {
				blocks.push({at, out, total, to: at, n: 1,
					tokens: [...tokens], from: seen,
					canary: i === trace.canary});
			}
			if (!out)
				seen += total;
		});
		return blocks;
	};

	const ends = {
		unseen: ["open", "the connection stayed open"],
		fin: ["FIN", "the target closed the connection"],
		reset: ["RST", "the target reset the connection"],
		aligned: ["in step", "the canary got its answer"],
		shifted: ["out of step",
			"the canary's answer is missing, wrong, or not the next"],
		alive: ["alive", "a new connection was answered"],
		dead: ["dead", "no new connection was answered"],
	};
	const ours = (trace) => trace.half_closed ? "FIN"
		: ["alive", "dead"].includes(trace.end) ? "RST" : null;

	const svg = (name, attributes, ...children) => {
		const element = document.createElementNS(
			"http://www.w3.org/2000/svg", name);

		for (const [key, value] of Object.entries(attributes))
			element.setAttribute(key, value);
		element.append(...children);
		return element;
	};

	/* Waits differ by orders of magnitude, so they take their logarithm. */
	const places = (times) => {
		const weight = (i) => i === 0 ? 0
			: 1 + Math.log2(1 + 2 * (times[i] - times[i - 1]));
		const sum = times.reduce((n, _, i) => n + weight(i), 0) || 1;
		let so = 0;

		return times.map((_, i) => 2 + 98 * (so += weight(i)) / sum);
	};

	const dot = (x, block) => {
		const name = block.canary ? "canary" : block.out ? "sent" : "got";

		return svg("circle", {cx: `${x}%`, cy: block.out ? 10 : 38, r: 5,
			class: name}, svg("title", {}, `${ms(block.at)}: ` +
				`${block.out ? "sent" : "received"} ` +
				plural(block.total, "octet")));
	};

	const MARKS_MAX = 40;

	/* How many hundredths of the line a time needs to stand in. */
	const roomForTime = () => 4500 / (innerWidth < 960 ? innerWidth - 160
		: innerWidth * .6);

	const timeLine = (trace, blocks) => {
		const some = blocks.slice(0, MARKS_MAX);
		const [word, text] = ends[trace.end];
		const last = some.at(-1)?.at ?? 0;
		const end = Math.max(trace.end_ms, last);
		const times = [...some.map((b) => b.at), end];
		const xs = places(times);
		const line = svg("svg", {role: "img",
			"aria-label": some.map((b) => `${ms(b.at)} ` +
				`${b.out ? "sent" : "received"} ${b.total}`)
				.join(", ") + `; ${ms(end)} ${text}`});

		line.append(
			svg("line", {x1: 0, x2: "100%", y1: 10, y2: 10}),
			svg("line", {x1: 0, x2: "100%", y1: 38, y2: 38}));
		xs.forEach((x, i) => {
			const wait = times[i] - (times[i - 1] ?? 0);

			if (i > 0 && x - xs[i - 1] > roomForTime() && wait >= 0.05)
				line.append(svg("text", {class: "wait", y: 28,
					x: `${(x + xs[i - 1]) / 2}%`}, ms(wait)));
			if (i < some.length)
				line.append(dot(x, some[i]));
		});
		line.append(svg("line", {x1: "100%", x2: "100%", y1: 32, y2: 44}));
		return el("div", {class: "time"},
			el("span", {"aria-hidden": "true"}, "sent"),
			el("span", {"aria-hidden": "true"}, "received"), line,
			el("b", {class: trace.end, "aria-hidden": "true"}, word));
	};

	/* ---- sent and received, side by side ---- */

	const readAs = (trace, block) => trace.items
		.filter(([off]) => off >= block.from &&
			off < block.from + block.total)
		.map(([, kind, status, , early]) =>
			(kind === "response" ? `${status}`
				: kind === "incomplete"
					? `incomplete ${status || "head"}` : kind) +
			(early ? " (early)" : ""));

	const blockView = (trace, block) => {
		const read = block.out ? [] : readAs(trace, block);
		const title = block.canary ? "canary"
			: block.out ? "sent" : "received";

		return el("div", {class: `block ${title}`},
			el("p", {class: "block-head"},
				el("b", {}, title),
				el("span", {}, ms(block.at)),
				el("span", {}, plural(block.total, "octet")),
				block.n > 1
					? el("span", {}, `${block.n} segments`) : null,
				read.length > 0 ? el("span", {class: "read"},
					`read as ${read.slice(0, 8).join(", ")}` +
					(read.length > 8 ? " \u2026" : "")) : null),
			wire(block.tokens, block.total,
				`${title} at ${ms(block.at)}`));
	};

	/* A turn: what was sent, and beside it what came then. */
	const turnsOf = (blocks) => {
		const turns = [];

		for (const block of blocks) {
			if (turns.length === 0 ||
				(block.out && turns.at(-1).got.length > 0))
				turns.push({sent: [], got: []});
			turns.at(-1)[block.out ? "sent" : "got"].push(block);
		}
		return turns.length > 0 ? turns : [{sent: [], got: []}];
	};

	const cap = (who, word, text) => el("p", {class: `cap ${who}`},
		el("b", {}, word), text ? ` ${text}` : "");

	const endCap = (trace) => {
		const [word, text] = ends[trace.end];

		return cap(trace.end, word, trace.end_ms > 0
			? `${text}, ${ms(trace.end_ms)}` : text);
	};

	const exchange = (trace) => {
		const blocks = blocksOf(trace);
		const turns = turnsOf(blocks);
		const lastOwn = turns.findLastIndex((t) =>
			t.sent.some((b) => !b.canary));
		const left = trace.total - trace.entries.length;

		const column = (turn, side, i) => el("div", {class: side},
			turn[side].map((b) => blockView(trace, b)),
			side === "sent" && i === lastOwn && ours(trace)
				? cap("own", ours(trace), "sent by the case") : null,
			side === "got" && i === turns.length - 1
				? [left > 0 ? cap("own", "",
					`${plural(left, "segment")} more`) : null,
				trace.flooded ? cap("own", "",
					"more came than is kept") : null,
				endCap(trace)] : null);

		return el("section", {class: "exchange",
			"aria-label": "Octets sent and received"},
		timeLine(trace, blocks),
		turns.map((turn, i) => el("div", {class: "turn"},
			column(turn, "sent", i), column(turn, "got", i))));
	};

	/* ---- requirement, expectation, reproducer ---- */

	const block = (title, ...children) => el("section", {class: "part"},
		el("h4", {}, title), ...children);

	const requirement = (id) => {
		const [keyword, section, summary, link] =
			data.requirements[id] ?? ["", "", "", ""];

		return el("li", {},
			el("p", {class: "source"},
				keyword ? el("b", {class: "keyword"}, keyword) : null,
				link ? el("a", {href: link, rel: "noreferrer",
					target: "_blank"}, id) : code(id),
				el("span", {class: "soft"}, section)),
			summary ? el("p", {}, summary) : null);
	};

	const requirements = (c) => {
		const [first, ...others] = c.requires;

		if (first === undefined)
			return block("Requirement", el("p", {class: "soft"},
				"No sentence decides: this is about hardening."));
		return block("Requirement",
			el("ul", {class: "sources"}, requirement(first)),
			others.length > 0 ? el("details", {},
				el("summary", {}, `${others.length} more for context`),
				el("ul", {class: "sources"},
					others.map(requirement))) : null);
	};

	const outcome = (verdict, text, why, here) => el("li",
		{class: here ? "here" : null, "aria-current": here ? "true" : null},
		mark(verdict), el("span", {}, text,
			why ? el("small", {}, ` \u2013 ${why}`) : null,
			here ? el("b", {class: "this"}, "this happened") : null));

	const expected = (r) => {
		const step = r.case.expects[r.expect];
		const n = r.case.expects.length;
		const otherwise = r.matched === null && r.trace !== null &&
			r.verdict === r.case.otherwise;

		if (step === undefined)
			return null;
		return block(n > 1 ? `Expected, step ${r.expect + 1} of ${n}`
			: "Expected",
		el("ol", {class: "outcomes"},
			step.map(([verdict, text, why], i) => outcome(verdict,
				text, why, i === r.matched)),
			outcome(r.case.otherwise, "anything else", null,
				otherwise)));
	};

	const rounds = (r) => r.rounds === null ? null
		: Object.entries(r.rounds).map(([v, n]) => `${n} ${v}`).join(", ");

	const standing = ({standing: name, verdict, reason}) => [
		el("b", {}, name), verdict ? ` as ${verdict}` : "",
		reason ? `: ${reason}` : ""];

	const happened = (r) => block("Verdict",
		el("p", {class: "verdict"}, mark(r.verdict, r.flaky),
			el("span", {}, reasonOf(r))),
		el("dl", {class: "facts"},
			r.events ? [el("dt", {}, "happened"),
				el("dd", {}, code(r.events))] : null,
			r.plays > 0 ? [el("dt", {}, "played"), el("dd", {},
				`${plural(r.plays, "time")}, ${ms(r.ms)}`)] : null,
			rounds(r) ? [el("dt", {}, "rounds"),
				el("dd", {}, rounds(r))] : null,
			r.flaky ? [el("dt", {}, "flaky"), el("dd", {},
				"plays gave more than one verdict")] : null,
			r.baseline ? [el("dt", {}, "baseline"),
				el("dd", {}, ...standing(r.baseline))] : null));

	const copyButton = (name, text) => {
		const button = el("button", {type: "button", class: "copy"}, name);

		button.addEventListener("click",
			() => assay.copy(text(), button));
		return button;
	};

	const reproducer = (command) => command === null ? null
		: el("section", {class: "part"},
			el("div", {class: "part-head"}, el("h4", {}, "Reproduce"),
				copyButton("Copy command", () => lines(command))),
			el("pre", {class: "command", tabindex: "0",
				"aria-label": "Command that reproduces it"},
			lines(command)));

	/* ---- split variances ---- */

	const cutText = ({kind, offset}) => kind === "place"
		? `Cut at octet ${offset}` : kind === "places"
			? "Cut at all places together" : "Cut octet by octet";

	const split = (v) => el("details", {class: "split"},
		el("summary", {}, mark(v.verdict, v.flaky),
			` ${cutText(v.cut)}: `, code(v.events)),
		v.cut.kind === "place" ? el("pre", {class: "wire"},
			assay.wireLine(v.cut.left),
			el("b", {class: "knife"}, "\u2702"),
			assay.wireLine(v.cut.right)) : null,
		el("p", {}, `${v.reason}. ${v.varied} of ${v.plays} ways to cut ` +
			"it came to something else" +
			(v.flaky ? ", not every time." : ".")),
		exchange(v.trace), reproducer(v.command));

	const splits = (r) => r.splits.length === 0 ? null
		: block("In other segments it comes to something else",
			r.splits.map(split));

	/* ---- a result, a case ---- */

	const resultView = (r) => [
		el("div", {class: "pair"}, happened(r), expected(r)),
		r.trace ? exchange(r.trace) : null,
		splits(r),
		r.trace ? reproducer(r.command) : null,
	];

	/* A row and what it unfolds, made when it is first opened. */
	const fold = (row, place, id, make) => {
		const button = one(".row", row);

		return (open) => {
			if (open && place.childElementCount === 0)
				place.append(...[make()].flat(2).filter(Boolean));
			place.hidden = !open;
			button.setAttribute("aria-expanded", open);
			row.classList.toggle("open", open);
			if (open)
				opened = id;
			else if (opened === id || opened.startsWith(`${id}[`))
				opened = id.endsWith("]") ? id.replace(/\[.*$/s, "")
					: "";
		};
	};

	const isOpen = (item) => item.row?.classList.contains("open") ?? false;

	const folding = (item, row, place, make) => {
		item.row = row;
		item.open = fold(row, place, item.id, make);
		one(".row", row).addEventListener("click", () => {
			item.open(!isOpen(item));
			remember();
		});
	};

	const variantRow = (r) => {
		const place = el("div", {class: "panel", hidden: true});
		const row = el("li", {class: "variant"},
			el("button", {type: "button", class: "row",
				"aria-expanded": "false"},
			el("span", {class: "away"}, `${r.verdict}: `),
			el("span", {class: "name"}, r.variant)),
			place);

		folding(r, row, place, () => resultView(r));
		return row;
	};

	const worst = (some) => Math.min(...some.map((r) => r.rank));

	/* Variants that came to the same stand together. */
	const alike = (some) => el("section", {class: "alike"},
		el("p", {class: "alike-head"},
			mark(some[0].verdict, some[0].flaky),
			some[0].events ? code(some[0].events) : null,
			el("span", {}, reasonOf(some[0])),
			el("small", {}, plural(some.length, "variant"))),
		el("ul", {class: "variants"}, some.map(variantRow)));

	const variants = (c) => {
		const groups = Map.groupBy(c.results,
			(r) => [r.rank, r.flaky, r.events, reasonOf(r)].join());

		return [...groups.values()]
			.sort((a, b) => a[0].rank - b[0].rank ||
				b.length - a.length)
			.map(alike);
	};

	const caseView = (c) => [
		el("div", {class: "pair"},
			block("Why", el("p", {}, c.why),
				el("p", {class: "tags"},
					c.tags.map((t) => el("span", {class: "tag"}, t)),
					copyButton("Copy link", () =>
						location.href.replace(/#.*$/s, "") +
						`#${plainly(encodeURI(c.id))}`))),
			requirements(c)),
		c.results[0].variant === null && c.results.length === 1
			? resultView(c.results[0]) : variants(c),
	];

	const tallies = (some) => Object.entries(tally(some))
		.filter(([, n]) => n > 0)
		.map(([v, n]) => el("span", {class: `ink ${v}`,
			title: `${n} ${v}`}, `${assay.letters[v]}\u2009${n}`));

	const caseRow = (c) => {
		const place = el("div", {class: "panel", hidden: true});
		const row = el("li", {class: "case"},
			el("h3", {}, el("button", {type: "button", class: "row",
				"aria-expanded": "false"},
			el("span", {class: "place"}),
			el("span", {class: "name"},
				el("span", {class: "soft"}, `${c.area}/`), c.name),
			el("span", {class: "title"}, c.title),
			el("span", {class: "what"}),
			el("span", {class: `level ${c.level}`}, c.level))),
			place);

		folding(c, row, place, () => caseView(c));
		return row;
	};

	const isNew = (r) => r.baseline?.standing === "new";

	/* What the filter leaves of a case. */
	const refresh = (c) => {
		const some = c.results.filter((r) => r.shown);
		const rank = worst(some);

		c.row ?? caseRow(c);
		c.rank = rank;
		one(".place", c.row).replaceChildren(
			mark(verdicts[rank], some.some((r) => r.flaky)));
		one(".what", c.row).replaceChildren(
			...c.results.length > 1 ? tallies(some) : [some[0].events]);
		c.row.classList.toggle("new", some.some(isNew));
		c.reason = some[0].reason;
		for (const r of c.results.filter((r) => r.row))
			r.row.hidden = !r.shown;
		for (const group of all(".alike", c.row))
			group.hidden = !one(".variant:not([hidden])", group);
	};

	/* ---- the list ---- */

	const titles = {fail: "Fail", error: "Error", warn: "Warn", note: "Note",
		inconclusive: "Inconclusive", pass: "Pass", skip: "Skip"};

	/* What no baseline knows comes first. */
	const inOrder = (a, b) => b.results.some(isNew) - a.results.some(isNew) ||
		levels.indexOf(a.level) - levels.indexOf(b.level) ||
		(a.id < b.id ? -1 : 1);

	const listOf = (some) => el("ul", {class: "cases"},
		some.map((c) => c.row));

	/* Skips are told by reason, the most frequent first. */
	const byReason = (some) => {
		const groups = Map.groupBy(some, (c) => c.reason);

		return [...groups].sort(([, a], [, b]) => b.length - a.length)
			.map(([reason, these]) => el("section", {class: "reason"},
				el("h3", {}, reason,
					el("small", {}, ` ${plural(these.length, "case")}`)),
				listOf(these)));
	};

	const group = (verdict, some) => el("section",
		{class: "group", "aria-labelledby": `group-${verdict}`},
		el("h2", {id: `group-${verdict}`, class: `ink ${verdict}`},
			titles[verdict],
			el("small", {}, ` ${plural(some.length, "case")}`)),
		verdict === "skip" ? byReason(some) : listOf(some));

	const showList = () => {
		const shown = cases.filter((c) => c.results.some((r) => r.shown));

		shown.forEach(refresh);
		shown.sort(inOrder);
		one("#list").replaceChildren(...verdicts.map((v, i) =>
			[v, shown.filter((c) => c.rank === i)])
			.filter(([, some]) => some.length > 0)
			.map(([v, some]) => group(v, some)));
		one("#nothing").hidden = shown.length > 0;
		one("#shown").textContent = `${shown.length} of ` +
			`${plural(cases.length, "case")}`;
	};

	const showChosen = () => {
		const said = facets.map((f) => [...chosen.get(f.key)].join(" or "))
			.concat(words.join(" ")).filter(Boolean);

		one("#clear").hidden = said.length === 0;
		one("#chosen").textContent = said.length === 0 ? ""
			: `Only ${said.join(", ")}.`;
	};

	const filter = () => {
		read();
		showFacets(select());
		showList();
		showChosen();
		remember();
	};

	const clear = () => {
		for (const set of chosen.values())
			set.clear();
		one("#text").value = "";
		filter();
	};

	/* ---- going to a case ---- */

	/* What is named in the address is shown, whatever is chosen. */
	const show = (id) => {
		const item = byId.get(id);
		const c = item?.case ?? item;

		if (item === undefined)
			return;
		if (!(item.results ?? [item]).some((r) => r.shown))
			clear();
		c.open(true);
		if (item !== c && item.open)
			item.open(true);
		remember();
		arrive(c.row, one(".row", item.row ?? c.row));
	};

	/* With its case in sight, if both fit. */
	const arrive = (whole, row) => {
		row.focus({preventScroll: true});
		whole.scrollIntoView();
		if (row.getBoundingClientRect().top > innerHeight / 2)
			row.scrollIntoView();
	};

	const follow = () => {
		const id = recall();

		opened = "";
		filter();
		if (id)
			show(id);
	};

	const foldAll = () => {
		for (const item of [...results, ...cases])
			if (isOpen(item))
				item.open(false);
		remember();
	};

	/* ---- keys ---- */

	let at = null; /* the row that was last at */

	document.addEventListener("focusin", ({target}) => {
		const row = target.closest(".row") ??
			one(".row", target.closest(".variant, .case") ??
				document.createElement("i"));

		at = row ?? at;
	});

	const move = (by) => {
		const rows = all("#list .row").filter((r) => !r.closest("[hidden]"));
		const i = rows.indexOf(at);
		const to = i < 0 ? (by > 0 ? 0 : -1) : i + by;

		rows.at(Math.min(to, rows.length - 1))?.focus();
	};

	const escape = () => {
		const text = one("#text");
		const open = [...results, ...cases].find((item) =>
			isOpen(item) && one(".row", item.row) === at);

		if (document.activeElement === text) {
			text.value = "";
			filter();
		} else if (open) {
			open.open(false);
			at.focus();
			remember();
		}
	};

	const keys = {
		"/": () => one("#text").focus(),
		"j": () => move(1),
		"k": () => move(-1),
		"?": () => one("#help").showModal(),
		"Escape": escape,
	};

	document.addEventListener("keydown", (event) => {
		const typing = event.target.matches("input");

		if (event.ctrlKey || event.metaKey || event.altKey ||
			one("#help").open || !Object.hasOwn(keys, event.key) ||
			(typing && event.key !== "Escape"))
			return;
		event.preventDefault();
		keys[event.key]();
	});

	/* ---- all of it ---- */

	const narrow = matchMedia("(max-width: 60rem)");
	const unfoldFacets = () => { one("#facets").open = !narrow.matches; };
	let typed = 0;

	assay.theme(one("#theme"));
	putHead();
	putLevels();
	putAbout();
	putFacets();
	one("#marks").append(...verdicts.map((v) =>
		[el("dt", {}, mark(v)), el("dd", {}, v)]).flat());
	unfoldFacets();
	narrow.addEventListener("change", unfoldFacets);
	one("#search").addEventListener("submit", (e) => e.preventDefault());
	one("#text").addEventListener("input", () => {
		clearTimeout(typed);
		typed = setTimeout(filter, 60);
	});
	one("#clear").addEventListener("click", clear);
	one("#all").addEventListener("click", clear);
	one("#fold").addEventListener("click", foldAll);
	one("#keys").addEventListener("click", keys["?"]);
	one("#jump").addEventListener("click", (event) => {
		event.preventDefault();
		one("#cases").focus();
	});
	addEventListener("hashchange", follow);
	follow();
})();
