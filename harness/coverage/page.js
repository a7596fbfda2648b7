"use strict";
(() => {
	const one = (selector) => document.querySelector(selector);
	const all = (selector, from = document) =>
		[...from.querySelectorAll(selector)];
	const form = one("#filter");
	const text = one("#text");
	const sections = all(".section").map((section) => ({
		section,
		statements: all(".statement", section).map((statement) => ({
			statement,
			level: statement.dataset.level,
			state: statement.classList[1],
			words: (section.querySelector(".name").textContent + " " +
				statement.textContent).toLowerCase(),
		})),
	}));
	const folds = sections.map(({section}) => section);

	const chosen = (name) => new Set(
		all(`input[name=${name}]:checked`).map((box) => box.value));

	/* All of the words, in any order. */
	const filter = () => {
		const states = chosen("state");
		const levels = chosen("level");
		const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
		let shown = 0;

		for (const {section, statements} of sections) {
			let here = 0;

			for (const {statement, state, level, words} of statements) {
				const fits = states.has(state) && levels.has(level) &&
					wanted.every((word) => words.includes(word));

				statement.hidden = !fits;
				here += fits;
			}
			section.hidden = here === 0;
			shown += here;
		}
		for (const part of all("main > section"))
			part.hidden = !all(".section", part).some((s) => !s.hidden);
		one("#nothing").hidden = shown > 0;
		one("#shown").textContent = `${shown} shown`;
	};

	const fold = (open) => {
		for (const section of folds)
			if (!section.hidden)
				section.open = open;
	};

	/* A statement that is named in the address is shown, whatever is chosen. */
	const follow = () => {
		const id = decodeURIComponent(location.hash.slice(1));
		const there = id ? document.getElementById(id) : null;
		const section = there && there.closest(".section");

		if (!section)
			return;
		section.hidden = false;
		section.closest("main > section").hidden = false;
		there.hidden = false;
		section.open = true;
		there.scrollIntoView();
	};

	form.addEventListener("submit", (event) => event.preventDefault());
	form.addEventListener("change", filter);
	text.addEventListener("input", () => {
		filter();
		if (text.value)
			fold(true);
	});
	one("#unfold").addEventListener("click", () => fold(true));
	one("#fold").addEventListener("click", () => fold(false));
	document.addEventListener("keydown", (event) => {
		if (event.key === "/" && document.activeElement !== text) {
			event.preventDefault();
			text.focus();
		} else if (event.key === "Escape" && text.value) {
			text.value = "";
			filter();
		}
	});

	/* On paper nothing can be unfolded. */
	let folded = [];
	addEventListener("beforeprint", () => {
		folded = all("details:not([open])");
		for (const details of folded)
			details.open = true;
	});
	addEventListener("afterprint", () => {
		for (const details of folded)
			details.open = false;
	});

	addEventListener("hashchange", follow);
	filter();
	follow();
})();
