/* The buttons of the filter, with what each would show. */
const filterButtons = (() => {
	const {one, el, mark} = assay;
	const {facets, chosen} = choice;

	const number = (n, verdict) => el("span",
		{class: n > 0 && verdict ? `ink ${verdict}` : null},
		n > 0 ? n : "\u00b7");

	const facetButton = (f, value, filter) => {
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

	/* `filter` is called when something else is chosen. */
	const putFacets = (filter) => {
		for (const f of facets) {
			f.buttons = f.values.map((v) => [v, facetButton(f, v, filter)]);
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

	return {putFacets, showFacets};
})();
