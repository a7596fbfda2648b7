/* What there is to tell of one cell. */
const detail = (() => {
	const {el, verdicts, mark, wire} = assay;
	const {servers, strings, details, requirements, verdictOf, isFlaky,
		restore} = grid;

	const requirement = (id) => {
		const [keyword, summary, link] = requirements[id] ?? [];

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
	const groups = (row, here, tell) => {
		const found = new Map();

		servers.forEach((server, at) => {
			const verdict = verdictOf(row, at);

			if (!verdict)
				return;
			const events = strings[details[row.details[at]][1]];
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

	const bar = (row, at, leave) => {
		const server = servers[at];
		const close = el("button", {type: "button", class: "close",
			"aria-label": "Close"}, "\u2715");

		close.addEventListener("click", leave);
		return el("div", {class: "bar"},
			mark(verdictOf(row, at), isFlaky(row, at)),
			el("span", {class: "who"}, server.name, " ",
				el("small", {class: "soft"}, server.version)), close);
	};

	const found = (row, at) => {
		const [reason, events, outcome, known] = details[row.details[at]]
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

	/* `tell` is called for the cell of another server, `leave` to close it. */
	const make = (row, at, tell, leave) => {
		const c = row.of;
		const server = servers[at];

		return [bar(row, at, leave),
			el("h2", {id: "panel-title"}, el("code", {}, row.id)),
			el("p", {}, c.title), found(row, at),
			el("ul", {class: "plain"}, c.requires.map(requirement)),
			el("ul", {class: "chips"}, [c.level, c.area, ...c.tags]
				.map((word) => el("li", {}, word))),
			server.page ? el("p", {}, el("a", {href:
				`${encodeURIComponent(server.page)}#${encodeURI(row.id)}`},
			`All about it in the report of ${server.name}`)) : null,
			servers.length > 1 ? [el("h3", {}, "All servers"),
				...groups(row, at, tell)] : null,
			el("h3", {}, "On the wire"), wires(row, at),
			command(row, at)].flat(2)
			.filter(Boolean);
	};

	return {make};
})();
