/* Which results are shown. */
const choice = (() => {
	const {one, all} = assay;
	const {cases} = grid;

	const state = {q: "", verdicts: new Set(), level: "", area: "", tag: "",
		apart: false};

	const fits = (row, words) =>
		(!state.apart || row.apart) &&
		(!state.verdicts.size ||
			[...state.verdicts].some((v) => row.has.has(v))) &&
		words.every((word) => row.words.includes(word));

	const fitsCase = (c) => (!state.level || c.level === state.level) &&
		(!state.area || c.area === state.area) &&
		(!state.tag || c.tags.includes(state.tag));

	const choose = () => {
		const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
		let rows = 0;
		let n = 0;

		for (const c of cases) {
			c.shown = fitsCase(c)
				? c.rows.filter((row) => fits(row, words)) : [];
			rows += c.shown.length;
			n += c.shown.length > 0;
		}
		one("#shown").textContent = n === cases.length ? ""
			: `${n} cases shown, ${rows} results each`;
		one("#nothing").hidden = n > 0;
	};

	const show = () => {
		one("#text").value = state.q;
		for (const key of ["level", "area", "tag"])
			one(`#${key}`).value = state[key];
		for (const button of all("#verdicts button"))
			button.setAttribute("aria-pressed",
				state.verdicts.has(button.value));
		one("#apart").setAttribute("aria-pressed", state.apart);
	};

	return {state, choose, show};
})();
