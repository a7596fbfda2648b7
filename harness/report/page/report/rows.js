/* Rows of the list, and what each unfolds. */
const rows = (() => {
	const {one, all, el, mark, verdicts} = assay;
	const {reasonOf, code, plural, tally} = run;
	const {state, addressOf, remember} = choice;
	const {exchange} = wire;
	const {block, requirements, expected, happened, copyButton, reproducer,
		splits} = views;

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
				state.opened = id;
			else if (`${state.opened}[`.startsWith(`${id}[`))
				state.opened = id.endsWith("]")
					? id.replace(/\[.*$/s, "") : "";
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
		const row = el("li", {class: "variant", hidden: !r.shown},
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
	const alike = (some) => el("section",
		{class: "alike", hidden: !some.some((r) => r.shown)},
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
						addressOf(c.id)))),
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

	return {isOpen, isNew, refresh};
})();
