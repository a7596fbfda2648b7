/* The table: its head, with the tree of what behaves alike, and its widths. */
const table = (() => {
	const {one, el} = assay;
	const {servers, merges} = grid;
	const svgName = "http://www.w3.org/2000/svg";
	const matrix = one("#matrix");
	const box = one("#box");

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
		const height = merges.length ? 44 : 8;
		const svg = document.createElementNS(svgName, "svg");
		const most = Math.max(...merges.map((m) => m[2]), 1e-9);
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
		for (const [left, right, share] of merges) {
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

	const make = () => {
		matrix.replaceChildren(
			el("colgroup", {}, el("col", {style: "width: var(--name)"}),
				servers.map(() => el("col",
					{style: "width: var(--cell)"}))),
			el("thead", {},
				el("tr", {class: "tree"},
					el("th", {}, merges.length
						? "What behaves alike is joined low" : ""),
					el("td", {colspan: servers.length},
						tree(cellWidth()))),
				el("tr", {class: "names"},
					el("th", {scope: "col"}, "case"),
					servers.map(serverHead)),
				totals("fail"), totals("warn"), totals("note"),
				totals("skip", true)),
			...grid.sections.flatMap(sections.make));
		matrix.style.width = `calc(var(--name) + ${servers.length} * var(--cell))`;
		fit();
	};

	const resize = () => {
		fit();
		one(".tree td", matrix).replaceChildren(tree(cellWidth()));
	};

	return {make, fit, resize};
})();
