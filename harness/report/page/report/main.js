/* The list, and how one moves in it. */
(() => {
	const {one, all, el, mark, verdicts} = assay;
	const {cases, results, byId, levels, plural} = run;
	const {facets, chosen, state, select, remember, recall, read} = choice;
	const {isOpen, isNew, refresh} = rows;

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
			.concat(state.words.join(" ")).filter(Boolean);

		one("#clear").hidden = said.length === 0;
		one("#chosen").textContent = said.length === 0 ? ""
			: `Only ${said.join(", ")}.`;
	};

	const filter = () => {
		read();
		filterButtons.showFacets(select());
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

	const choose = (level, verdict) => {
		chosen.set("level", new Set(level ? [level] : []));
		chosen.set("verdict", new Set(verdict ? [verdict] : []));
		filter();
		one("#cases").scrollIntoView();
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

		state.opened = "";
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
		const there = all("#list .row").filter(
			(row) => !row.closest("[hidden]"));
		const i = there.indexOf(at);

		if (i < 0)
			there.at(by > 0 ? 0 : -1)?.focus();
		else
			there[i + by]?.focus();
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
	overview.putHead();
	overview.putLevels(choose);
	overview.putAbout();
	filterButtons.putFacets(filter);
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
