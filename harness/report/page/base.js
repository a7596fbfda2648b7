"use strict";
/* What all pages share. What comes out of the data is put into the page by
 * text nodes alone. */
const assay = (() => {
	const one = (selector, from = document) => from.querySelector(selector);
	const all = (selector, from = document) =>
		[...from.querySelectorAll(selector)];

	/* The data that was written into the page. */
	const data = () => JSON.parse(one("#data").textContent);

	/* el("a", {class: "x", href: "..."}, "text", el(...)): attributes are set
	 * as they are, those that are null, undefined or false left out, and
	 * true is an empty one; children that are no nodes become text. */
	const el = (name, attributes = {}, ...children) => {
		const element = document.createElement(name);

		for (const [key, value] of Object.entries(attributes))
			if (value === true)
				element.setAttribute(key, "");
			else if (value !== null && value !== undefined &&
				value !== false)
				element.setAttribute(key, value);
		element.append(...children.flat().filter(
			(child) => child !== null && child !== undefined));
		return element;
	};

	/* ---- verdicts ---- */

	/* The worst first, each with the letter that stands for it. */
	const letters = {fail: "F", error: "!", inconclusive: "?", warn: "W",
		note: "n", pass: "\u2713", skip: "\u2013"};
	const verdicts = Object.keys(letters);

	const mark = (verdict, flaky = false) => el("span", {
		class: `mark ${verdict}${flaky ? " flaky" : ""}`,
		title: flaky ? `${verdict}, flaky` : verdict,
	}, el("span", {"aria-hidden": "true"},
		(letters[verdict] ?? "") + (flaky ? "~" : "")),
	el("span", {class: "away"}, flaky ? `${verdict}, flaky` : verdict));

	/* ---- octets ---- */

	const names = ["NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL",
		"BS", "HTAB", "LF", "VT", "FF", "CR", "SO", "SI", "DLE", "DC1",
		"DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB",
		"ESC", "FS", "GS", "RS", "US"];

	const octetName = (code) => code < 0x20 ? names[code]
		: code === 0x7f ? "DEL"
		: "\\x" + code.toString(16).toUpperCase().padStart(2, "0");

	/* The CR LF at the end of a line is quiet, a lone LF and HTAB can be seen;
	 * everything else that does not print stands out. */
	const octet = (code, end) => el("span", {
		class: "octet" + (end ? " end"
			: code === 0x09 || code === 0x0a ? "" : " odd"),
	}, octetName(code));

	const isPlain = (code) => code >= 0x20 && code < 0x7f;

	/* One line, with its end, or the part of one that does not end it
	 * (`ends` false). A blank before the end can be seen, too. */
	const wireLine = (line, ends = true) => {
		const parts = [];
		const stop = line.endsWith("\r\n") ? line.length - 2
			: line.endsWith("\n") ? line.length - 1 : line.length;
		let from = 0;

		for (let i = 0; i < line.length; i++) {
			const code = line.charCodeAt(i);
			const end = i >= stop && stop === line.length - 2;
			const blank = ends && code === 0x20 && i + 1 === stop;

			if (isPlain(code) && !blank)
				continue;
			if (i > from)
				parts.push(line.slice(from, i));
			parts.push(blank
				? el("span", {class: "octet"}, "SP")
				: octet(code, end));
			from = i + 1;
		}
		parts.push(line.slice(from));
		return parts;
	};

	/* Octets as a string of U+0000 to U+00FF, as text with all that does not
	 * print made visible: a <pre>. `total`: how many octets there were. */
	const wire = (octets, total = octets.length, most = 16384) => {
		const lines = octets.slice(0, most).match(/[^\n]*\n|[^\n]+/g) ?? [];
		const left = total - Math.min(octets.length, most);

		return el("pre", {class: "wire", tabindex: "0"},
			lines.map((line) => [...wireLine(line),
				line.endsWith("\n") ? "\n" : null]).flat(),
			left > 0 ? el("span", {class: "more"},
				`\n\u2026 ${left} octets more`) : null);
	};

	/* ---- controls ---- */

	/* Copies a text, without the permission too, and says so on the button. */
	const copy = async (text, button) => {
		const before = button.textContent;
		let done = true;

		try {
			await navigator.clipboard.writeText(text);
		} catch {
			const area = el("textarea", {class: "away",
				"aria-hidden": "true"});

			area.value = text;
			button.after(area);
			area.select();
			done = document.execCommand("copy");
			area.remove();
			button.focus();
		}
		button.textContent = done ? "Copied" : "Not copied";
		setTimeout(() => { button.textContent = before; }, 1500);
	};

	/* Makes of a button the switch between the system's colours, light and
	 * dark. It is remembered where the browser lets a file do so. */
	const theme = (button) => {
		const choices = ["auto", "light", "dark"];
		let now = "auto";

		const show = () => {
			if (now === "auto")
				delete document.documentElement.dataset.theme;
			else
				document.documentElement.dataset.theme = now;
			button.textContent = `Colours: ${now}`;
		};

		try {
			now = localStorage.getItem("assay-theme") ?? now;
		} catch { /* a page that may keep nothing */ }
		if (!choices.includes(now))
			now = "auto";
		show();
		button.addEventListener("click", () => {
			now = choices[(choices.indexOf(now) + 1) % choices.length];
			show();
			try {
				localStorage.setItem("assay-theme", now);
			} catch { /* likewise */ }
		});
	};

	/* What is chosen, in the address: an object of strings. */
	const fragment = {
		read: () => Object.fromEntries(
			new URLSearchParams(location.hash.replace(/^#\??/, ""))),
		write: (values) => {
			const text = new URLSearchParams(Object.entries(values)
				.filter(([, value]) => value)).toString();

			history.replaceState(null, "",
				text ? `#${text}` : location.pathname +
				location.search);
		},
	};

	return {one, all, data, el, verdicts, letters, mark, wireLine, wire,
		copy, theme, fragment};
})();
