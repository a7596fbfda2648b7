/* The panel beside the table, which tells about one cell, and what opens it. */
const panel = (() => {
	const {one, all} = assay;
	const {servers, worst, verdictOf} = grid;
	const {state} = choice;
	const {activate} = moving;
	const matrix = one("#matrix");
	const aside = one("#panel");

	let shown = null; /* {row, at}: what the panel tells about */

	const remember = () => assay.fragment.write({
		q: state.q, verdict: [...state.verdicts].join(","),
		level: state.level, area: state.area, tag: state.tag,
		apart: state.apart ? "1" : "",
		id: shown ? shown.row.id : "",
		server: shown ? servers[shown.at].name : "",
	});

	/* The cell in question, if it is drawn. */
	const cellOf = ({row, at}) => all("tr", matrix).find((tr) =>
		tr.rows?.length === 1 && tr.rows[0] === row && !tr.of?.open)
		?.cells[at + 1];

	const markOpen = () => {
		for (const td of all(".cell.open", matrix))
			td.classList.remove("open");
		if (shown)
			cellOf(shown)?.classList.add("open");
	};

	const tell = (row, at) => {
		if (!verdictOf(row, at))
			return;
		shown = {row, at};
		aside.replaceChildren(...detail.make(row, at, tell, close));
		aside.hidden = false;
		aside.scrollTop = 0;
		document.body.classList.add("with-panel");
		table.fit();
		aside.focus();
		remember();
		markOpen();
	};

	const close = () => {
		const back = shown && cellOf(shown);

		aside.hidden = true;
		shown = null;
		document.body.classList.remove("with-panel");
		table.fit();
		markOpen();
		remember();
		if (back)
			activate(back);
		else
			moving.active()?.focus();
	};

	/* Opens or closes a case, whose line is drawn anew. */
	const fold = (tr, open = !tr.of.open) => {
		tr.of.open = open;
		return sections.drawCase(tr.of);
	};

	/* A folded case has no octets of its own: the first of its variants that
	 * came to what the cell shows has. */
	const openCell = (td) => {
		let tr = td.parentElement;
		const at = td.cellIndex - 1;
		const {verdict} = worst(tr.rows, at);
		const row = tr.rows.find((r) => verdictOf(r, at) === verdict);

		if (!verdict)
			return;
		if (tr.of && tr.classList.contains("folds") && !tr.of.open) {
			tr = fold(tr, true);
			activate(tr.cells[at + 1]);
		}
		tell(row, at);
	};

	const open = (element) => {
		const tr = element.parentElement;

		if (element.cellIndex > 0)
			openCell(element);
		else if (tr.classList.contains("folds"))
			activate(fold(tr).cells[0]);
	};

	/* Shows a cell wherever it is, and whatever is chosen. */
	const reveal = (row, at) => {
		const c = row.of;

		if (!c.shown.includes(row))
			c.shown = [...c.shown, row];
		c.open = c.rows.length > 1;
		grid.sections[c.section].head.hidden = false;
		sections.drawCase(c);
		tell(row, at);
		activate(cellOf({row, at}));
		moving.active().scrollIntoView({block: "center", inline: "nearest"});
		aside.focus();
	};

	return {open, reveal, close, markOpen, remember};
})();
