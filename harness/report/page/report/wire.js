/* Octets: lines of the wire, when they came, sent and received side by side. */
const wire = (() => {
	const {el} = assay;
	const {octetsOf, ms, plural} = run;

	/* Tokens as lines of the wire, each a list of [octets, times]. */
	const wireRows = (tokens) => {
		const rows = [];
		let row = [];

		for (const [octets, times] of tokens.map(octetsOf)) {
			const before = row.at(-1);

			if (before && before[1] === 1 && times === 1)
				before[0] += octets;
			else
				row.push([octets, times]);
			if (octets.endsWith("\n")) {
				rows.push(row);
				row = [];
			}
		}
		return row.length > 0 ? [...rows, row] : rows;
	};

	const isLine = (row, text) => row.length === 1 && row[0][0] === text;

	const endsBare = (row) => row.at(-1)[0].endsWith("\n") &&
		!row.at(-1)[0].endsWith("\r\n");

	/* A LF alone stands out, except in content. */
	const wireRow = (row, inContent) => el("span",
		{class: `row-of-wire${!endsBare(row) ? ""
			: inContent ? " text" : " bare"}`},
		row.map(([octets, times], i) => times === 1
			? assay.wireLine(octets, i === row.length - 1)
			: el("span", {class: "times",
				title: `${times} times`},
			assay.wireLine(octets),
			el("b", {}, `\u00d7${times}`))).flat(), "\n");

	const wire = (tokens, total, label) => {
		const kept = tokens.map(octetsOf).reduce(
			(n, [octets, times]) => n + octets.length * times, 0);
		const rows = wireRows(tokens);
		const end = rows.findIndex((row) => isLine(row, "\r\n"));

		return el("pre", {class: "wire", tabindex: "0", role: "group",
			"aria-label": label}, rows.map((row, i) =>
			wireRow(row, end >= 0 && i > end)),
		kept < total ? el("span", {class: "more"},
			`\u2026 ${plural(total - kept, "octet")} more`) : null);
	};

	/* ---- what happened when ---- */

	const TOGETHER_MS = 10;

	/* Reads that came in one go are shown as one; each write is its own. */
	const blocksOf = (trace) => {
		const blocks = [];
		let seen = 0;

		trace.entries.forEach(([at, out, total, tokens], i) => {
			const last = blocks.at(-1);

			if (last && !out && !last.out && at - last.to < TOGETHER_MS) {
				last.tokens.push(...tokens);
				last.total += total;
				last.n++;
				last.to = at;
			} else {
				blocks.push({at, out, total, to: at, n: 1,
					tokens: [...tokens], from: seen,
					canary: i === trace.canary});
			}
			if (!out)
				seen += total;
		});
		return blocks;
	};

	const ends = {
		unseen: ["open", "the connection stayed open"],
		fin: ["FIN", "the target closed the connection"],
		reset: ["RST", "the target reset the connection"],
		aligned: ["in step", "the canary got its answer"],
		shifted: ["out of step",
			"the canary's answer is missing, wrong, or not the next"],
		alive: ["alive", "a new connection was answered"],
		dead: ["dead", "no new connection was answered"],
	};
	const ours = (trace) => trace.half_closed ? "FIN"
		: ["alive", "dead"].includes(trace.end) ? "RST" : null;

	const svg = (name, attributes, ...children) => {
		const element = document.createElementNS(
			"http://www.w3.org/2000/svg", name);

		for (const [key, value] of Object.entries(attributes))
			element.setAttribute(key, value);
		element.append(...children);
		return element;
	};

	/* Waits differ by orders of magnitude, so they take their logarithm. */
	const places = (times) => {
		const weight = (i) => i === 0 ? 0
			: 1 + Math.log2(1 + 2 * (times[i] - times[i - 1]));
		const sum = times.reduce((n, _, i) => n + weight(i), 0) || 1;
		let so = 0;

		return times.map((_, i) => 2 + 98 * (so += weight(i)) / sum);
	};

	const dot = (x, block) => {
		const name = block.canary ? "canary" : block.out ? "sent" : "got";

		return svg("circle", {cx: `${x}%`, cy: block.out ? 10 : 38, r: 5,
			class: name}, svg("title", {}, `${ms(block.at)}: ` +
				`${block.out ? "sent" : "received"} ` +
				plural(block.total, "octet")));
	};

	const MARKS_MAX = 40;

	/* How many hundredths of the line a time needs to stand in. */
	const roomForTime = () => 4500 / (innerWidth < 960 ? innerWidth - 160
		: innerWidth * .6);

	const timeLine = (trace, blocks) => {
		const some = blocks.slice(0, MARKS_MAX);
		const [word, text] = ends[trace.end];
		const last = some.at(-1)?.at ?? 0;
		const end = Math.max(trace.end_ms, last);
		const times = [...some.map((b) => b.at), end];
		const xs = places(times);
		const line = svg("svg", {role: "img",
			"aria-label": some.map((b) => `${ms(b.at)} ` +
				`${b.out ? "sent" : "received"} ${b.total}`)
				.join(", ") + `; ${ms(end)} ${text}`});

		line.append(
			svg("line", {x1: 0, x2: "100%", y1: 10, y2: 10}),
			svg("line", {x1: 0, x2: "100%", y1: 38, y2: 38}));
		xs.forEach((x, i) => {
			const wait = times[i] - (times[i - 1] ?? 0);

			if (i > 0 && x - xs[i - 1] > roomForTime() && wait >= 0.05)
				line.append(svg("text", {class: "wait", y: 28,
					x: `${(x + xs[i - 1]) / 2}%`}, ms(wait)));
			if (i < some.length)
				line.append(dot(x, some[i]));
		});
		line.append(svg("line", {x1: "100%", x2: "100%", y1: 32, y2: 44}));
		return el("div", {class: "time"},
			el("span", {"aria-hidden": "true"}, "sent"),
			el("span", {"aria-hidden": "true"}, "received"), line,
			el("b", {class: trace.end, "aria-hidden": "true"}, word));
	};

	/* ---- sent and received, side by side ---- */

	const readAs = (trace, block) => trace.items
		.filter(([off]) => off >= block.from &&
			off < block.from + block.total)
		.map(([, kind, status, , early]) =>
			(kind === "response" ? `${status}`
				: kind === "incomplete"
					? `incomplete ${status || "head"}` : kind) +
			(early ? " (early)" : ""));

	const blockView = (trace, block) => {
		const read = block.out ? [] : readAs(trace, block);
		const title = block.canary ? "canary"
			: block.out ? "sent" : "received";

		return el("div", {class: `block ${title}`},
			el("p", {class: "block-head"},
				el("b", {}, title),
				el("span", {}, ms(block.at)),
				el("span", {}, plural(block.total, "octet")),
				block.n > 1
					? el("span", {}, `${block.n} segments`) : null,
				read.length > 0 ? el("span", {class: "read"},
					`read as ${read.slice(0, 8).join(", ")}` +
					(read.length > 8 ? " \u2026" : "")) : null),
			wire(block.tokens, block.total,
				`${title} at ${ms(block.at)}`));
	};

	/* A turn: what was sent, and beside it what came then. */
	const turnsOf = (blocks) => {
		const turns = [];

		for (const block of blocks) {
			if (turns.length === 0 ||
				(block.out && turns.at(-1).got.length > 0))
				turns.push({sent: [], got: []});
			turns.at(-1)[block.out ? "sent" : "got"].push(block);
		}
		return turns.length > 0 ? turns : [{sent: [], got: []}];
	};

	const cap = (who, word, text) => el("p", {class: `cap ${who}`},
		el("b", {}, word), text ? ` ${text}` : "");

	const endCap = (trace) => {
		const [word, text] = ends[trace.end];

		return cap(trace.end, word, trace.end_ms > 0
			? `${text}, ${ms(trace.end_ms)}` : text);
	};

	const exchange = (trace) => {
		const blocks = blocksOf(trace);
		const turns = turnsOf(blocks);
		const lastOwn = turns.findLastIndex((t) =>
			t.sent.some((b) => !b.canary));
		const left = trace.total - trace.entries.length;

		const column = (turn, side, i) => el("div", {class: side},
			turn[side].map((b) => blockView(trace, b)),
			side === "sent" && i === lastOwn && ours(trace)
				? cap("own", ours(trace), "sent by the case") : null,
			side === "got" && i === turns.length - 1
				? [left > 0 ? cap("own", "",
					`${plural(left, "segment")} more`) : null,
				trace.flooded ? cap("own", "",
					"more came than is kept") : null,
				endCap(trace)] : null);

		return el("section", {class: "exchange",
			"aria-label": "Octets sent and received"},
		timeLine(trace, blocks),
		turns.map((turn, i) => el("div", {class: "turn"},
			column(turn, "sent", i), column(turn, "got", i))));
	};

	return {exchange};
})();
