/* Moving over the table by keys: one cell at a time has the focus in turn. */
const moving = (() => {
	const {one} = assay;
	const matrix = one("#matrix");
	const box = one("#box");

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
			active.setAttribute("aria-label", lines.label(tr, at));
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
			sections.draw(body.holds);
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

	/* The first Tab into the matrix needs a cell to land on; from then on that
	 * cell is the stop, and not the box around it. */
	const enter = () => {
		const cell = active?.isConnected ? active : firstCell();

		if (cell)
			activate(cell);
	};

	const forget = () => {
		active = null;
		box.tabIndex = 0;
	};

	return {activate, move, enter, forget, active: () => active};
})();
