/* Which results are shown. It stands in the address, so that it can be shared. */
const choice = (() => {
	const {one, verdicts} = assay;
	const {data, results, levels} = run;

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
	const state = {
		words: [],
		opened: "", /* the id that was opened last */
	};

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
			const found = state.words.every((w) => r.words.includes(w));

			r.shown = found && missed.length === 0;
			if (found && missed.length === 0)
				facets.forEach((f) => count(r, f));
			else if (found && missed.length === 1)
				count(r, missed[0]);
		}
		return counts;
	};

	/* What need not be escaped is not. */
	const plainly = (text) =>
		text.replace(/%(2C|2F|5B|5D)/g, decodeURIComponent);

	const addressOf = (id) => `#${plainly(encodeURIComponent(id))}`;

	/* "#ID?verdict=fail,warn&text=..."; each part may be missing. */
	const address = (id) => {
		const asked = new URLSearchParams();

		for (const [key, values] of chosen)
			if (values.size > 0)
				asked.set(key, [...values].join(","));
		if (state.words.length > 0)
			asked.set("text", state.words.join(" "));
		return addressOf(id) +
			(asked.size > 0 ? `?${plainly(`${asked}`)}` : "");
	};

	const remember = () => {
		const to = address(state.opened);

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

	const read = () => {
		state.words = one("#text").value.toLowerCase().split(/\s+/)
			.filter(Boolean);
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

	return {facets, chosen, state, select, addressOf, remember, recall, read};
})();
