// The routes of cases/TARGETS.md on Bun's own server: `bun run bun.js PORT FOLDER`. It
// gives the names of the received fields in lower case, so there is no /fields.

// Bun looks at preconditions for files alone.
const root = (request) => request.headers.get('if-none-match') === '*' ?
	new Response(null, { status: 304 }) : new Response('ok\n');

Bun.serve({
	hostname: '127.0.0.1',
	port: Number(process.argv[2]),
	routes: {
		'/': { GET: root },
		'/echo': { POST: async (request) => new Response(await request.arrayBuffer()) },
		'/moved': { GET: () => Response.redirect('/') },
		'/static/sample.txt': new Response(Bun.file(`${process.argv[3]}/static/sample.txt`)),
	},
	fetch: () => new Response('not here\n', { status: 404 }),
});
