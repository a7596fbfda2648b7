/* Sections of the table, in parts that are drawn when they come into sight. */
const sections = (() => {
	const {one, all, el} = assay;
	const {servers} = grid;
	const {linesOf} = lines;

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
	}, {root: one("#box"), rootMargin: "1000px"});

	const make = (section) => {
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

	/* Makes gaps of all parts, for what is chosen now. */
	const empty = () => {
		for (const section of grid.sections) {
			const n = section.parts.reduce((sum, part) => sum +
				part.cases.filter((c) => c.shown.length).length, 0);

			section.head.hidden = n === 0;
			one(".count", section.head).textContent =
				`${n} case${n === 1 ? "" : "s"}`;
			section.parts.forEach(gap);
		}
	};

	/* Draws a case anew; its line. */
	const drawCase = (c) => {
		c.part.drawn = false;
		draw(c.part);
		return all("tr.case", c.part.body).find((line) => line.of === c);
	};

	const drawAll = () => grid.sections.forEach(
		({parts}) => parts.forEach(draw));

	return {make, empty, draw, drawCase, drawAll};
})();
