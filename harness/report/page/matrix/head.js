/* What stands above the table: what was compared, and the filter. */
const head = (() => {
	const {one, el, verdicts, mark} = assay;
	const {servers, cases, levels, areas, tags} = grid;
	const {state} = choice;

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

			sign.firstChild.textContent = lines.signs[verdict];
			return el("span", {}, sign, el("span",
				{"aria-hidden": "true"}, verdict));
		}), el("span", {}, "F3: three variants. That servers agree does " +
			"not make them right."));
	};

	/* `change` is called with what of the choice is another. */
	const makeFilter = (change) => {
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

	return {makeWords, makeFilter};
})();
