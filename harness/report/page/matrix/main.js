/* The page: what is chosen, and what keys and pointers do. */
(() => {
	const {one, verdicts} = assay;
	const {servers, cases, levels, areas, tags} = grid;
	const {state} = choice;
	const {activate, move, active} = moving;
	const matrix = one("#matrix");
	const box = one("#box");
	const text = one("#text");

	const redraw = () => {
		choice.choose();
		sections.empty();
		moving.forget();
		panel.remember();
	};

	const recall = () => {
		const kept = assay.fragment.read();
		const among = (key, list) => list.includes(kept[key]) ? kept[key] : "";

		state.q = kept.q ?? "";
		state.verdicts = new Set((kept.verdict ?? "").split(",")
			.filter((v) => verdicts.includes(v)));
		state.level = among("level", levels);
		state.area = among("area", areas);
		state.tag = among("tag", tags);
		state.apart = kept.apart === "1";
		choice.show();
		redraw();
		const at = servers.findIndex((s) => s.name === kept.server);
		const row = cases.flatMap((c) => c.rows)
			.find((r) => r.id === kept.id);

		if (row && at >= 0)
			panel.reveal(row, at);
	};

	const change = (values) => {
		Object.assign(state, values);
		choice.show();
		redraw();
		panel.markOpen();
	};

	const listen = () => {
		matrix.addEventListener("click", (event) => {
			const element = event.target.closest(".cell, tr.folds > th");

			if (!element || event.target.closest("a"))
				return;
			activate(element);
			panel.open(element);
		});
		matrix.addEventListener("keydown", (event) => {
			if (!active() || event.ctrlKey || event.metaKey || event.altKey)
				return;
			if (event.key.startsWith("Arrow"))
				move(event.key);
			else if (event.key === "Enter" && event.target === active())
				panel.open(active());
			else
				return;
			event.preventDefault();
		});
		box.addEventListener("focus", moving.enter);
		text.addEventListener("input", () => change({q: text.value}));
		one("#filter").addEventListener("submit",
			(event) => event.preventDefault());
		one("#apart").addEventListener("click",
			() => change({apart: !state.apart}));
		one("#clear").addEventListener("click", () => change({q: "",
			verdicts: new Set(), level: "", area: "", tag: "",
			apart: false}));
		one("#unfold").addEventListener("click", () => {
			const unfold = !cases.some((c) => c.open);

			for (const c of cases)
				c.open = unfold && c.rows.length > 1;
			one("#unfold").textContent = unfold ? "Fold variants"
				: "Unfold variants";
			redraw();
		});
		one("#help").addEventListener("click",
			() => one("#keys").showModal());
		addEventListener("hashchange", recall);
		addEventListener("resize", table.resize);
		addEventListener("beforeprint", sections.drawAll);
	};

	const keys = {
		"/": () => text.focus(),
		"?": () => one("#keys").showModal(),
		d: () => change({apart: !state.apart}),
	};

	document.addEventListener("keydown", (event) => {
		const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);

		if (event.key === "Escape" && !one("#keys").open) {
			if (!one("#panel").hidden)
				panel.close();
			else if (state.q)
				change({q: ""});
		} else if (!typing && !event.ctrlKey && !event.metaKey &&
			!event.altKey && keys[event.key] && !one("#keys").open) {
			event.preventDefault();
			keys[event.key]();
		}
	});

	assay.theme(one("#theme"));
	head.makeFilter(change);
	table.make();
	head.makeWords();
	listen();
	recall();
})();
