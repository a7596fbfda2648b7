/* What a case demands, and what a result came to. */
const views = (() => {
	const {el, mark} = assay;
	const {data, reasonOf, ms, code, plural, lines} = run;
	const {exchange} = wire;

	const block = (title, ...children) => el("section", {class: "part"},
		el("h4", {}, title), ...children);

	const requirement = (id) => {
		const [keyword, section, summary, link] =
			data.requirements[id] ?? ["", "", "", ""];

		return el("li", {},
			el("p", {class: "source"},
				keyword ? el("b", {class: "keyword"}, keyword) : null,
				link ? el("a", {href: link, rel: "noreferrer",
					target: "_blank"}, id) : code(id),
				el("span", {class: "soft"}, section)),
			summary ? el("p", {}, summary) : null);
	};

	const requirements = (c) => {
		const [first, ...others] = c.requires;

		if (first === undefined)
			return block("Requirement", el("p", {class: "soft"},
				"No sentence decides: this is about hardening."));
		return block("Requirement",
			el("ul", {class: "sources"}, requirement(first)),
			others.length > 0 ? el("details", {},
				el("summary", {}, `${others.length} more for context`),
				el("ul", {class: "sources"},
					others.map(requirement))) : null);
	};

	const outcome = (verdict, text, why, here) => el("li",
		{class: here ? "here" : null, "aria-current": here ? "true" : null},
		mark(verdict), el("span", {}, text,
			why ? el("small", {}, ` \u2013 ${why}`) : null,
			here ? el("b", {class: "this"}, "this happened") : null));

	const expected = (r) => {
		const step = r.case.expects[r.expect];
		const n = r.case.expects.length;
		const otherwise = r.matched === null && r.trace !== null &&
			r.verdict === r.case.otherwise;

		if (step === undefined)
			return null;
		return block(n > 1 ? `Expected, step ${r.expect + 1} of ${n}`
			: "Expected",
		el("ol", {class: "outcomes"},
			step.map(([verdict, text, why], i) => outcome(verdict,
				text, why, i === r.matched)),
			outcome(r.case.otherwise, "anything else", null,
				otherwise)));
	};

	const rounds = (r) => r.rounds === null ? null
		: Object.entries(r.rounds).map(([v, n]) => `${n} ${v}`).join(", ");

	const standing = ({standing: name, verdict, reason}) => [
		el("b", {}, name), verdict ? ` as ${verdict}` : "",
		reason ? `: ${reason}` : ""];

	const happened = (r) => block("Verdict",
		el("p", {class: "verdict"}, mark(r.verdict, r.flaky),
			el("span", {}, reasonOf(r))),
		el("dl", {class: "facts"},
			r.events ? [el("dt", {}, "happened"),
				el("dd", {}, code(r.events))] : null,
			r.plays > 0 ? [el("dt", {}, "played"), el("dd", {},
				`${plural(r.plays, "time")}, ${ms(r.ms)}`)] : null,
			rounds(r) ? [el("dt", {}, "rounds"),
				el("dd", {}, rounds(r))] : null,
			r.flaky ? [el("dt", {}, "flaky"), el("dd", {},
				"plays gave more than one verdict")] : null,
			r.baseline ? [el("dt", {}, "baseline"),
				el("dd", {}, ...standing(r.baseline))] : null));

	const copyButton = (name, text) => {
		const button = el("button", {type: "button", class: "copy"}, name);

		button.addEventListener("click",
			() => assay.copy(text(), button));
		return button;
	};

	const reproducer = (command) => command === null ? null
		: el("section", {class: "part"},
			el("div", {class: "part-head"}, el("h4", {}, "Reproduce"),
				copyButton("Copy command", () => lines(command))),
			el("pre", {class: "command", tabindex: "0",
				"aria-label": "Command that reproduces it"},
			lines(command)));

	/* ---- split variances ---- */

	const cutText = ({kind, offset}) => kind === "place"
		? `Cut at octet ${offset}` : kind === "places"
			? "Cut at all places together" : "Cut octet by octet";

	const split = (v) => el("details", {class: "split"},
		el("summary", {}, mark(v.verdict, v.flaky),
			` ${cutText(v.cut)}: `, code(v.events)),
		v.cut.kind === "place" ? el("pre", {class: "wire"},
			assay.wireLine(v.cut.left),
			el("b", {class: "knife"}, "\u2702"),
			assay.wireLine(v.cut.right)) : null,
		el("p", {}, `${v.reason}. ${v.varied} of ${v.plays} ways to cut ` +
			"it came to something else" +
			(v.flaky ? ", not every time." : ".")),
		exchange(v.trace), reproducer(v.command));

	const splits = (r) => r.splits.length === 0 ? null
		: block("In other segments it comes to something else",
			r.splits.map(split));

	return {block, requirements, expected, happened, copyButton, reproducer,
		splits};
})();
