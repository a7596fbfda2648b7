/* The matrix: the data (harness/compare/matrix.h) as a table of cases by
 * servers, drawn part by part as it comes into sight. */
(() => {
	const {one, all, el, verdicts, mark, wire} = assay;
	const data = assay.data();
	const {servers, strings} = data;
	const svgName = "http://www.w3.org/2000/svg";
	const matrix = one("#matrix");
	const box = one("#box");
	const panel = one("#panel");
	const text = one("#text");

	const byLetter = Object.fromEntries(verdicts.map((v) => [v[0], v]));
	const signs = {...assay.letters, pass: "\u00b7"};
	const isJudged = (v) => ["pass", "note", "warn", "fail"].includes(v);

	/* ---- the data, as it is used ---- */

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

	/* ---- the filter ---- */

	const state = {q: "", verdicts: new Set(), level: "", area: "", tag: "",
		apart: false};

	const fits = (row, words) =>
		(!state.apart || row.apart) &&
		(!state.verdicts.size ||
			[...state.verdicts].some((v) => row.has.has(v))) &&
		words.every((word) => row.words.includes(word));

	const fitsCase = (c) => (!state.level || c.level === state.level) &&
		(!state.area || c.area === state.area) &&
		(!state.tag || c.tags.includes(state.tag));

	const choose = () => {
		const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
		let rows = 0;
		let n = 0;

		for (const c of cases) {
			c.shown = fitsCase(c)
				? c.rows.filter((row) => fits(row, words)) : [];
			rows += c.shown.length;
			n += c.shown.length > 0;
		}
		one("#shown").textContent = n === cases.length ? ""
			: `${n} cases shown, ${rows} results each`;
		one("#nothing").hidden = n > 0;
	};

	/* ---- cells ---- */

	/* Of several rows: the worst verdict of a server, and how often. */
	const worst = (rows, at) => {
		const found = rows.map((row) => verdictOf(row, at));
		const verdict = verdicts.find((v) => found.includes(v));

		return {
			verdict, n: found.filter((v) => v === verdict).length,
			flaky: rows.some((row) => isFlaky(row, at)),
		};
	};

	const cell = (rows, at) => {
		const {verdict, n, flaky} = worst(rows, at);
		const td = document.createElement("td");

		td.className = `cell${verdict ? ` ${verdict}` : ""}${
			flaky ? " flaky" : ""}`;
		td.tabIndex = -1;
		if (verdict) {
			const sign = document.createElement("i");

			sign.append(signs[verdict] + (flaky ? "~" : ""));
			if (n > 1 && ["fail", "warn", "inconclusive", "error"]
				.includes(verdict))
				sign.append(el("sub", {}, String(n)));
			td.append(sign);
		}
		return td;
	};

	/* What a cell says without colour or letter, told when it is reached. */
	const label = (tr, at) => {
		const {verdict, n, flaky} = worst(tr.rows, at);

		return `${servers[at].name}: ${verdict ?? "not there"}${
			flaky ? ", flaky" : ""}${
			tr.rows.length > 1 ? `, ${n} of ${tr.rows.length}` : ""}`;
	};

	/* ---- rows ---- */

	/* "chunked/" and "size-hex-prefix": where room is short, the latter. */
	const idParts = (id) => {
		const from = id.indexOf("/") + 1;
		const last = id.lastIndexOf("/") + 1;

		return [el("span", {class: "path"}, id.slice(from, last)),
			id.slice(last)];
	};

	const line = (kind, rows, head) => {
		const tr = el("tr", {class: kind}, el("th", {scope: "row",
			tabindex: "-1"}, el("div", {}, head)));

		tr.rows = rows;
		for (let at = 0; at < servers.length; at++)
			tr.append(cell(rows, at));
		return tr;
	};

	const caseLine = (c) => {
		const folds = c.rows.length > 1 || c.rows[0].variant;
		const tr = line(folds ? "case folds" : "case", c.shown, [
			el("span", {class: "fold", "aria-hidden": "true"},
				folds ? c.open ? "\u25be" : "\u25b8" : ""),
			el("span", {class: `level ${c.level}`}, c.level),
			el("code", {title: c.title}, idParts(c.id)),
			el("span", {class: "words"}, c.title),
			folds ? el("span", {class: "many",
				title: "variants shown, of all"},
			c.shown.length === c.rows.length ? `${c.rows.length}`
				: `${c.shown.length}/${c.rows.length}`) : null]);

		tr.of = c;
		if (folds)
			tr.firstChild.setAttribute("aria-expanded", c.open);
		return tr;
	};

	const variantLine = (row) => line("variant", [row],
		el("code", {title: row.variant}, row.variant || "\u2014"));

	const linesOf = (c) => c.open
		? [caseLine(c), ...c.shown.map(variantLine)] : [caseLine(c)];

	/* ---- sections and their parts ---- */

	const rowHeight = () => parseFloat(getComputedStyle(
		document.documentElement).getPropertyValue("--row"));

	const countLines = (part) => part.cases.reduce((n, c) =>
		n + (c.shown.length ? 1 + (c.open ? c.shown.length : 0) : 0), 0);

	/* A part that was not seen yet is a gap of its height. */
	const gap = (part) => {
		const td = el("td", {colspan: servers.length + 1});
		const n = countLines(part);

		td.style.height = `${n * rowHeight()}px`;
		part.drawn = false;
		part.body.hidden = n === 0;
		part.body.replaceChildren(el("tr", {class: "gap"}, td));
		watcher.unobserve(part.body);
		watcher.observe(part.body);
	};

	const draw = (part) => {
		if (part.drawn)
			return;
		part.drawn = true;
		part.body.hidden = false;
		part.body.replaceChildren(...part.cases
			.filter((c) => c.shown.length).flatMap(linesOf));
	};

	const watcher = new IntersectionObserver((entries) => {
		for (const {isIntersecting, target} of entries)
			if (isIntersecting)
				draw(target.holds);
	}, {root: box, rootMargin: "1000px"});

	const makeSection = (section) => {
		const name = section.id ? section.link
			? el("a", {href: section.link, rel: "noreferrer"},
				el("b", {}, section.id)) : el("b", {}, section.id)
			: el("b", {}, "No requirement");

		for (const part of section.parts) {
			part.body = el("tbody");
			part.body.holds = part;
		}
		section.head = el("tbody", {class: "section"}, el("tr", {},
			el("th", {scope: "rowgroup", colspan: servers.length + 1},
				el("span", {}, name, ` ${section.title || (section.id
					? "" : "hardening: no sentence decides")} `,
				el("small", {class: "count"})))));
		return [section.head, ...section.parts.map(({body}) => body)];
	};

	const redraw = () => {
		choose();
		for (const section of sections) {
			const n = section.parts.reduce((sum, part) => sum +
				part.cases.filter((c) => c.shown.length).length, 0);

			section.head.hidden = n === 0;
			one(".count", section.head).textContent =
				`${n} case${n === 1 ? "" : "s"}`;
			section.parts.forEach(gap);
		}
		active = null;
		box.tabIndex = 0;
		remember();
	};

	/* ---- the head of the table ---- */

	const serverHead = (server) => {
		const name = [el("b", {}, server.name), " ",
			el("small", {}, server.version)];

		return el("th", {class: "server", scope: "col",
			title: `${server.name}: ${server.says}`},
		server.page ? el("a", {href: encodeURIComponent(server.page)}, name)
			: el("span", {}, name));
	};

	/* The dendrogram: the higher two are joined, the less they are alike. */
	const tree = (width) => {
		const height = data.merges.length ? 44 : 8;
		const svg = document.createElementNS(svgName, "svg");
		const most = Math.max(...data.merges.map((m) => m[2]), 1e-9);
		/* The root of the share: small differences are seen, too. */
		const rise = (share) => Math.sqrt(share / most) * (height - 8);
		const knots = servers.map((_, i) =>
			({x: (i + .5) * width, y: height, n: servers[i].name}));

		svg.setAttribute("viewBox",
			`0 0 ${servers.length * width} ${height}`);
		svg.setAttribute("preserveAspectRatio", "none");
		svg.setAttribute("height", height);
		svg.setAttribute("role", "img");
		svg.setAttribute("aria-label", "Which servers behave alike");
		for (const [left, right, share] of data.merges) {
			const [a, b] = [knots[left], knots[right]];
			const y = height - 3 - rise(share);
			const path = document.createElementNS(svgName, "path");
			const title = document.createElementNS(svgName, "title");

			path.setAttribute("d", `M${a.x} ${a.y}V${y}H${b.x}V${b.y}`);
			title.textContent = `${(100 * share).toFixed(1)} % of the ` +
				`results differ between ${a.n} and ${b.n}`;
			path.append(title);
			svg.append(path);
			knots.push({x: (a.x + b.x) / 2, y, n: `${a.n}, ${b.n}`});
		}
		return svg;
	};

	const totals = (verdict, last) => el("tr",
		{class: last ? "total last" : "total"},
		el("th", {scope: "row"}, verdict),
		servers.map((s) => el("td", {class: s.counts[verdict]
			? `ink ${verdict}` : ""}, String(s.counts[verdict]))));

	/* Few servers get wider columns, and titles the room that is left. */
	const cellWidth = () => matchMedia("(max-width: 48rem)").matches ? 38
		: servers.length <= 10 ? 76 : servers.length <= 18 ? 48 : 34;

	const fit = () => {
		const width = cellWidth();
		const room = box.clientWidth - width * servers.length - 16;
		const style = document.documentElement.style;

		if (width === 38)
			style.removeProperty("--name");
		else
			style.setProperty("--name",
				`${Math.min(Math.max(room, 384), 880)}px`);
		style.setProperty("--cell", `${width}px`);
		matrix.classList.toggle("roomy", width === 76);
		matrix.classList.toggle("wordy", width !== 38 && room > 560);
	};

	const makeTable = () => {
		matrix.replaceChildren(
			el("colgroup", {}, el("col", {style: "width: var(--name)"}),
				servers.map(() => el("col",
					{style: "width: var(--cell)"}))),
			el("thead", {},
				el("tr", {class: "tree"},
					el("th", {}, data.merges.length
						? "What behaves alike is joined low" : ""),
					el("td", {colspan: servers.length},
						tree(cellWidth()))),
				el("tr", {class: "names"},
					el("th", {scope: "col"}, "case"),
					servers.map(serverHead)),
				totals("fail"), totals("warn"), totals("note"),
				totals("skip", true)),
			...sections.flatMap(makeSection));
		matrix.style.width = `calc(var(--name) + ${servers.length} * var(--cell))`;
		fit();
	};

	/* ---- moving over it ---- */

	let active = null; /* the cell that has the focus in turn */

	const activate = (element) => {
		const tr = element.parentElement;
		const at = element.cellIndex - 1;

		if (active)
			active.tabIndex = -1;
		active = element;
		active.tabIndex = 0;
		box.tabIndex = -1;
		if (at >= 0)
			active.setAttribute("aria-label", label(tr, at));
		active.focus({preventScroll: true});
		active.scrollIntoView({block: "nearest", inline: "nearest"});
	};

	/* The next line up or down, in another section if need be. */
	const step = (tr, down) => {
		const sibling = (e) => down ? e.nextElementSibling
			: e.previousElementSibling;
		let next = sibling(tr);
		let body = tr.parentElement;

		while (!next && (body = sibling(body)) && body.tagName === "TBODY") {
			if (body.hidden || !body.holds)
				continue;
			draw(body.holds);
			next = down ? body.firstElementChild : body.lastElementChild;
		}
		return next;
	};

	const move = (key) => {
		const tr = active.parentElement;
		const at = active.cellIndex;
		const next = key === "ArrowUp" || key === "ArrowDown"
			? step(tr, key === "ArrowDown")?.cells[at]
			: tr.cells[at + (key === "ArrowRight" ? 1 : -1)];

		if (next)
			activate(next);
	};

	const firstCell = () => one("tr.case > th", matrix);

	/* Opens or closes a case, whose line is drawn anew. */
	const fold = (tr, open = !tr.of.open) => {
		const c = tr.of;

		c.open = open;
		c.part.drawn = false;
		draw(c.part);
		return all("tr.case", c.part.body).find((line) => line.of === c);
	};

	/* ---- one cell ---- */

	let shown = null; /* {row, at}: what the panel tells about */

	const requirement = (id) => {
		const [keyword, summary, link] = data.requirements[id] ?? [];

		return el("li", {class: "rule"},
			link ? el("a", {href: link, rel: "noreferrer"}, id) : id, " ",
			keyword ? el("span", {class: "keyword"}, keyword) : null,
			summary ? ` ${summary}` : "");
	};

	const segment = ([ms, out, total, ...lines], server) => {
		const octets = restore(lines.map((i) => strings[i]).join(""), server);
		const view = wire(octets, Math.max(total, octets.length));

		view.classList.add(out ? "out" : "in");
		return [el("p", {class: "way"},
			el("b", {}, out ? "\u2192 sent" : "\u2190 received"),
			`${total} octets`,
			el("span", {class: "ms"}, `${ms.toFixed(1)} ms`)), view];
	};

	const wires = (row, at) => {
		const [trace] = row.wires[at] ?? [];
		const server = servers[at];

		if (!trace)
			return el("p", {class: "soft"}, server.page
				? "The octets stand in the page of this server."
				: "Octets are kept here for fail and warn; the report " +
				"of the run may have more.");
		const [total, segments] = trace;

		return [...segments.flatMap((s) => segment(s, server)),
			total > segments.length ? el("p", {class: "soft"},
				`and ${total - segments.length} segments more`) : null];
	};

	const command = (row, at) => {
		const place = (row.wires[at] ?? [])[1];

		if (place === undefined || place === null)
			return null;
		const string = restore(strings[place], servers[at]);
		const button = el("button", {type: "button"}, "Copy");

		button.addEventListener("click", () => assay.copy(string, button));
		return [el("div", {class: "command-bar"}, el("h3", {}, "Reproduce"),
			button), el("pre", {class: "command", tabindex: "0"}, string)];
	};

	/* Who did the same, the worst first. */
	const groups = (row, here) => {
		const found = new Map();

		servers.forEach((server, at) => {
			const verdict = verdictOf(row, at);

			if (!verdict)
				return;
			const events = strings[data.details[row.details[at]][1]];
			const key = `${verdicts.indexOf(verdict)} ${events}`;

			if (!found.has(key))
				found.set(key, {verdict, events, members: []});
			found.get(key).members.push(at);
		});
		return [...found.keys()].sort().map((key) => {
			const {verdict, events, members} = found.get(key);

			return el("div", {class: "alike"}, mark(verdict),
				el("code", {}, events || "not played"),
				el("p", {}, members.map((at) => {
					const button = el("button", {type: "button",
						"aria-current": at === here ? "true" : null},
					servers[at].name);

					button.addEventListener("click",
						() => tell(row, at));
					return button;
				})));
		});
	};

	const bar = (row, at) => {
		const server = servers[at];
		const close = el("button", {type: "button", class: "close",
			"aria-label": "Close"}, "\u2715");

		close.addEventListener("click", closePanel);
		return el("div", {class: "bar"},
			mark(verdictOf(row, at), isFlaky(row, at)),
			el("span", {class: "who"}, server.name, " ",
				el("small", {class: "soft"}, server.version)), close);
	};

	const found = (row, at) => {
		const [reason, events, outcome, known] = data.details[row.details[at]]
			.map((i) => strings[i]);

		return el("div", {class: `found ${verdictOf(row, at)}`},
			el("p", {}, reason),
			outcome && !reason.includes(outcome)
				? el("p", {}, outcome) : null,
			el("p", {class: "soft"}, "happened: ",
				el("code", {}, events || "nothing was played")),
			known ? el("p", {class: "known"},
				el("b", {}, "Known: "), known) : "");
	};

	const tell = (row, at) => {
		const c = row.of;
		const server = servers[at];

		if (!verdictOf(row, at))
			return;
		shown = {row, at};
		panel.replaceChildren(...[bar(row, at),
			el("h2", {id: "panel-title"}, el("code", {}, row.id)),
			el("p", {}, c.title), found(row, at),
			el("ul", {class: "plain"}, c.requires.map(requirement)),
			el("ul", {class: "chips"}, [c.level, c.area, ...c.tags]
				.map((word) => el("li", {}, word))),
			server.page ? el("p", {}, el("a", {href:
				`${encodeURIComponent(server.page)}#${encodeURI(row.id)}`},
			`All about it in the report of ${server.name}`)) : null,
			servers.length > 1 ? [el("h3", {}, "All servers"),
				...groups(row, at)] : null,
			el("h3", {}, "On the wire"), wires(row, at),
			command(row, at)].flat(2)
			.filter(Boolean));
		panel.hidden = false;
		panel.scrollTop = 0;
		document.body.classList.add("with-panel");
		fit();
		panel.focus();
		remember();
		markOpen();
	};

	/* The cell in question, if it is drawn. */
	const cellOf = ({row, at}) => all("tr", matrix).find((tr) =>
		tr.rows?.length === 1 && tr.rows[0] === row && !tr.of?.open)
		?.cells[at + 1];

	const markOpen = () => {
		for (const td of all(".cell.open", matrix))
			td.classList.remove("open");
		if (shown)
			cellOf(shown)?.classList.add("open");
	};

	const closePanel = () => {
		const back = shown && cellOf(shown);

		panel.hidden = true;
		shown = null;
		document.body.classList.remove("with-panel");
		fit();
		markOpen();
		remember();
		if (back)
			activate(back);
		else
			active?.focus();
	};

	/* A folded case has no octets of its own: the first of its variants that
	 * came to what the cell shows has. */
	const openCell = (td) => {
		let tr = td.parentElement;
		const at = td.cellIndex - 1;
		const {verdict} = worst(tr.rows, at);
		const row = tr.rows.find((r) => verdictOf(r, at) === verdict);

		if (!verdict)
			return;
		if (tr.of && tr.classList.contains("folds") && !tr.of.open) {
			tr = fold(tr, true);
			activate(tr.cells[at + 1]);
		}
		tell(row, at);
	};

	const open = (element) => {
		const tr = element.parentElement;

		if (element.cellIndex > 0)
			openCell(element);
		else if (tr.classList.contains("folds"))
			activate(fold(tr).cells[0]);
	};

	/* Shows a cell wherever it is, and whatever is chosen. */
	const reveal = (row, at) => {
		const c = row.of;

		if (!c.shown.includes(row))
			c.shown = [...c.shown, row];
		c.open = c.rows.length > 1;
		sections[c.section].head.hidden = false;
		c.part.drawn = false;
		draw(c.part);
		tell(row, at);
		activate(cellOf({row, at}));
		active.scrollIntoView({block: "center", inline: "nearest"});
		panel.focus();
	};

	/* ---- what is chosen ---- */

	const remember = () => assay.fragment.write({
		q: state.q, verdict: [...state.verdicts].join(","),
		level: state.level, area: state.area, tag: state.tag,
		apart: state.apart ? "1" : "",
		id: shown ? shown.row.id : "",
		server: shown ? servers[shown.at].name : "",
	});

	const showChoice = () => {
		text.value = state.q;
		for (const key of ["level", "area", "tag"])
			one(`#${key}`).value = state[key];
		for (const button of all("#verdicts button"))
			button.setAttribute("aria-pressed",
				state.verdicts.has(button.value));
		one("#apart").setAttribute("aria-pressed", state.apart);
	};

	const recall = () => {
		const kept = assay.fragment.read();
		const among = (key, list) => list.includes(kept[key]) ? kept[key] : "";

		state.q = kept.q ?? "";
		state.verdicts = new Set((kept.verdict ?? "").split(",")
			.filter((v) => verdicts.includes(v)));
		state.level = among("level", levels);
		state.area = among("area", areas);
		state.tag = among("tag", tags);
		state.apart = kept.apart === "1";
		showChoice();
		redraw();
		const at = servers.findIndex((s) => s.name === kept.server);
		const row = cases.flatMap((c) => c.rows)
			.find((r) => r.id === kept.id);

		if (row && at >= 0)
			reveal(row, at);
	};

	const change = (values) => {
		Object.assign(state, values);
		showChoice();
		redraw();
		markOpen();
	};

	const order = ["must", "should", "may", "hardening"];
	const levels = order.filter((l) => cases.some((c) => c.level === l));
	const areas = [...new Set(cases.map((c) => c.area))].sort();
	const tags = [...new Set(cases.flatMap((c) => c.tags))].sort();

	const makeFilter = () => {
		const fill = (key, list) => {
			one(`#${key}`).append(...list.map((word) =>
				el("option", {value: word}, word)));
			one(`#${key}`).addEventListener("change", (event) =>
				change({[key]: event.target.value}));
		};

		fill("level", levels);
		fill("area", areas);
		fill("tag", tags);
		for (const verdict of verdicts) {
			if (!cases.some((c) => c.rows.some((r) => r.has.has(verdict))))
				continue;
			const button = el("button", {type: "button", value: verdict,
				"aria-pressed": "false",
				title: `cases in which some server has ${verdict}`},
			mark(verdict), verdict);

			button.firstChild.setAttribute("aria-hidden", "true");
			button.addEventListener("click", () => {
				const chosen = new Set(state.verdicts);

				if (!chosen.delete(verdict))
					chosen.add(verdict);
				change({verdicts: chosen});
			});
			one("#verdicts").append(button);
		}
	};

	/* ---- the rest of the page ---- */

	const makeWords = () => {
		const started = servers.map((s) => s.started).filter(Boolean).sort();
		const suites = [...new Set(servers.map((s) => s.suite))];
		const days = started.length ? [...new Set([started[0].slice(0, 10),
			started.at(-1).slice(0, 10)])].join(" to ") : "";

		one("#about").textContent = [
			`${servers.length} server${servers.length === 1 ? "" : "s"}`,
			`${cases.length} cases`,
			`${cases.reduce((n, c) => n + c.rows.length, 0)} results each`,
			`Assay ${suites.join(", ")}`, days].filter(Boolean)
			.join(" \u00b7 ");
		one("#legend").append(...verdicts.filter((v) => v !== "error" ||
			servers.some((s) => s.counts.error)).map((verdict) => {
			const sign = mark(verdict);

			sign.firstChild.textContent = signs[verdict];
			return el("span", {}, sign, el("span",
				{"aria-hidden": "true"}, verdict));
		}), el("span", {}, "F3: three variants. That servers agree does " +
			"not make them right."));
	};

	const listen = () => {
		matrix.addEventListener("click", (event) => {
			const element = event.target.closest(".cell, tr.folds > th");

			if (!element || event.target.closest("a"))
				return;
			activate(element);
			open(element);
		});
		matrix.addEventListener("keydown", (event) => {
			if (!active || event.ctrlKey || event.metaKey || event.altKey)
				return;
			if (event.key.startsWith("Arrow"))
				move(event.key);
			else if (event.key === "Enter" && event.target === active)
				open(active);
			else
				return;
			event.preventDefault();
		});
		/* The first Tab into the matrix needs a cell to land on; from then
		 * on that cell is the stop, and not the box around it. */
		box.addEventListener("focus", () => {
			const cell = active?.isConnected ? active : firstCell();

			if (cell)
				activate(cell);
		});
		text.addEventListener("input", () => change({q: text.value}));
		one("#filter").addEventListener("submit",
			(event) => event.preventDefault());
		one("#apart").addEventListener("click",
			() => change({apart: !state.apart}));
		one("#clear").addEventListener("click", () => change({q: "",
			verdicts: new Set(), level: "", area: "", tag: "",
			apart: false}));
		one("#unfold").addEventListener("click", () => {
			const unfold = !cases.some((c) => c.open);

			for (const c of cases)
				c.open = unfold && c.rows.length > 1;
			one("#unfold").textContent = unfold ? "Fold variants"
				: "Unfold variants";
			redraw();
		});
		one("#help").addEventListener("click",
			() => one("#keys").showModal());
		addEventListener("hashchange", recall);
		addEventListener("resize", () => {
			fit();
			one(".tree td", matrix).replaceChildren(tree(cellWidth()));
		});
		addEventListener("beforeprint", () => sections.forEach(
			({parts}) => parts.forEach(draw)));
	};

	const keys = {
		"/": () => text.focus(),
		"?": () => one("#keys").showModal(),
		d: () => change({apart: !state.apart}),
	};

	document.addEventListener("keydown", (event) => {
		const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);

		if (event.key === "Escape" && !one("#keys").open) {
			if (!panel.hidden)
				closePanel();
			else if (state.q)
				change({q: ""});
		} else if (!typing && !event.ctrlKey && !event.metaKey &&
			!event.altKey && keys[event.key] && !one("#keys").open) {
			event.preventDefault();
			keys[event.key]();
		}
	});

	assay.theme(one("#theme"));
	makeFilter();
	makeTable();
	makeWords();
	listen();
	recall();
})();
