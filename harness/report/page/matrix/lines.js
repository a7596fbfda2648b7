/* Lines of the table, with a cell for each server. */
const lines = (() => {
	const {el} = assay;
	const {servers, worst} = grid;

	const signs = {...assay.letters, pass: "\u00b7"};

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

	return {signs, label, linesOf};
})();
